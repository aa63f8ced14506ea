# Texts of the status message beyond the plain states in bot.ftl; the same words as in its head.
#   place (in the studio's queue, from 1) · typical (how long a render usually takes here)
# { $when } and { $deadline } are Discord's own relative times: "2 minutes ago", "in 5 minutes".
status-place = ⏳ **Place { $place }** in the studio's queue. The video will be posted here.
status-turn = ⏳ **Place { $place }** in line. The video will be posted here.
status-paused = ⏸️ **Paused.** Moderators have paused the videos of this server. Yours keeps its place, and is made and posted here when they let the queue go on.
status-asked = Requested { $when }
status-begun = Started { $when }
status-seen = As of { $when }
status-typical = usually takes about { $typical }
status-expected = takes about { $typical }
status-ready-in = ready in about { $time }
status-overdue = ⏰ This takes longer than usual (about { $typical }). You don't have to do anything: the result comes here { $deadline } at the latest.
# What keeps a video from being handed over, for now.
status-again-maintenance = 🔧 The video service is under maintenance. The bot keeps trying by itself; you are told here { $deadline } at the latest.
status-again-too-often = 🚦 The video service is busy. The bot keeps trying by itself; you are told here { $deadline } at the latest.
status-again-unreachable = 📡 The video service can't be reached at the moment. The bot keeps trying by itself; you are told here { $deadline } at the latest.
status-again-timed-out = 📡 The video service has not confirmed it yet. The bot finds out by itself, without paying twice; you are told here { $deadline } at the latest.
status-again-already-exists = 🔎 The video service says that this video exists already. The bot is looking for it; you are told here { $deadline } at the latest.
status-posting-again = 📬 **The result is there**, but it could not be posted here yet. The bot keeps trying by itself.
status-existing = Made earlier, so it has the signature and watermark of that time.
status-existing-plain = Made earlier, without signature and watermark.
status-refitting = The video was larger than Discord takes here, so it is being made again, smaller.
status-deleted = 🗑️ **Deleted** { $when }.
status-late-unposted = ✅ **Finished, later than expected.** Press the button to post it here.
button-post = Post it here
