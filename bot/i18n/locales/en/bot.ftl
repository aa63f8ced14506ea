# English: what the other languages are made from. A text that is added or changed here is added or
# changed in all of them (tests/test_texts.py finds what is missing or stale). Always the same words:
#   video · song (the code's track, and one of a task's) · take (its place in a task) · task (what made the tracks)
#   signature (the artist's, on the cover) · watermark (at the bottom) · branding (both)
#   server · member · moderator · host (whoever runs the bot)
#   video service · music service · charged
# Permissions have the names that Discord shows in each language.

# The status message: one a request, edited in place.
status-title = Music video: { $title }
status-title-unnamed = Music video
status-queued = ⏳ **Waiting** for its turn. The video will be posted here.
status-submitting = ⏳ **Being sent** to the video service.
status-rendering = 🎬 **Being made.** The video will be posted here.
status-posting = 📬 **Finished.** It is being posted here.
status-posted = ✅ **Finished:** { $link }
status-late = ✅ **Finished, later than expected:** { $link }
status-failed = ❌ **Not made.** { $reason }
status-unknown = ❔ **Outcome unknown.** { $reason }
status-cancelled = 🚫 **Cancelled.** Nothing was charged.
status-cancelled-free = 🚫 **Cancelled.** The video will not be posted.
status-cancelled-late = 🚫 **Cancelled.** The video service had it already, so it may still be made and charged, but it will not be posted.
status-cancelled-late-free = 🚫 **Cancelled.** It will not be posted for you. Somebody else waits for the same video, so it is still made.
status-undeliverable = 📪 **Finished, but it could not be posted.** { $reason }
status-length = Length
status-asked-by = -# Requested by { $member }
status-author = Signature
status-watermark = Watermark
status-link-name = to the video

# The result: a message of its own.
result-ready = 🎬 { $member }, your music video is ready: **{ $title }**
result-ready-unnamed = 🎬 { $member }, your music video is ready.
result-length = ({ $length })
result-author = signed { $author }
result-watermark = watermark { $watermark }
result-existing = made earlier, with the signature and watermark of that time
result-existing-plain = made earlier, without signature and watermark
result-may-have-ended = the video is old, and its link may have ended already
result-ends = link until { $day }
result-failed = ❌ { $member }, there is no video of **{ $title }**. { $reason }
result-failed-unnamed = ❌ { $member }, there is no video. { $reason }
result-unknown = ❔ { $member }, nobody knows yet whether the video of **{ $title }** was made. { $reason }
result-unknown-unnamed = ❔ { $member }, nobody knows yet whether your video was made. { $reason }
result-file-name = Music video: { $title }
result-file-name-unnamed = Music video

button-cancel = Cancel
button-retry = Try again
button-check = Check again
button-delete = Delete

# Why something came to nothing, and what to do about it.
reason-already-exists = The video service says that this song already has a video, but not where it is. It was made outside this bot, and nothing was charged now.
reason-audio-unavailable = The song's sound could not be fetched. It may have been deleted; make the song again, then request its video.
reason-bad-request = The video service did not understand the request. Please tell the bot's host; trying again will not help before that.
reason-blocked = The video service refuses the bot's connections. Please tell the bot's host; nothing was charged.
reason-build-failed = The video could not be built. Try again; if it fails again, the song may be damaged. If others fail, too, tell the bot's host.
reason-cancelled = It was cancelled before the video service had it; nothing was charged.
reason-deadline = The video service did not finish in time and did not say why. It may have been charged. If the video still comes, it is posted here.
reason-deadline-free = The studio did not finish in time and did not say why. If the video still comes, it is posted here.
reason-invalid = The video service did not accept these details. Check the ids, the signature and the watermark, then ask again.
reason-key-limit = The bot's key at the video service has reached its limit. Nothing was charged; the bot's host has to raise it.
reason-maintenance = The video service was under maintenance for too long. Nothing was charged; try again later.
reason-no-credits = The bot's account at the video service has too few credits. Nothing was charged; its host has to top it up.
reason-not-found = The video service doesn't know this song: it was made by another account, or too long ago. Check both ids, or choose the song from the list that appears while you type.
reason-other = The video service refused with a reason that this bot doesn't know. Try again later; if it stays, tell the bot's host.
reason-queue-cleared = Moderators have cleared the queue of this server. Nothing was charged; you can ask again.
reason-queue-cleared-free = Moderators have cleared the queue of this server. You can ask again.
reason-server-error = The video service had an error of its own. Try again in a few minutes.
reason-studio-full = The studio's disk is full, so the video could not be made. The bot's host has to make room.
reason-studio-not-writable = The studio can't write to its disk, so the video could not be made. The song is fine. Tell the bot's host, then try again.
reason-timed-out = The video service took too long. Try again in a few minutes.
reason-too-large = The song is too large for the video service. Choose a shorter one.
reason-too-often = The video service was too busy for too long. Nothing was charged; try again later.
reason-unanswered = The video service did not say whether it took the order, so the video may be made and charged. It is not ordered again, so that nothing is paid twice. If the video still comes, it is posted here; the bot's host can look for it at the service.
reason-unreachable = The video service could not be reached. Nothing was charged; try again later.
reason-unsupported = The video service doesn't offer this at the moment. Please tell the bot's host.
reason-wrong-key = The video service doesn't accept the bot's key. Nothing was charged; its host has to renew the key.
reason-channel-gone = The channel is gone.
reason-file-too-large = The video was made, but even the smallest one is larger than Discord lets the bot upload here. The bot's host can set `callback.public_url`, so that a link is posted instead.
reason-link-ended = The video was made, but it has been removed since. Request it again, and a new one is made.
reason-locked = The thread is locked.
reason-no-permission = The bot may not write in this channel any more. Allow it to view the channel, send messages and attach files, then ask again: the video is kept.
reason-post-refused = Discord refused the message. Please tell the bot's host.
reason-post-unknown = Discord did not confirm the message, and the bot can't look into the channel, so it was not sent again. If you don't see it, request it once more: the video is kept.
reason-none = No reason was given.

# Refusals are private: what is wrong, and what to do next.
error-no-id = I can't find an id in "{ $text }". Start typing a song's title and choose it from the list, or paste the task id (and the audio id) as the music service shows them.
error-missing-permissions = I may not do this here. Please ask a moderator to allow me in this channel: { $permissions }.
error-not-allowed = Only members who may manage the server can do this.
error-only-in-servers = This can't be used here.
error-too-many-open = You have as many videos in progress as a member may have here: { $most }. Wait until one is finished, then try again.
error-command-changed = This command has changed. Reload Discord (Ctrl+R, or restart the app) and try again.
error-database = The bot can't save anything at the moment, so nothing was started. Try again in a minute; if it stays, tell the bot's host.
error-database-full = The disk with the bot's database is full, so nothing was started. Tell the bot's host, who has to make room; what is being made already goes on by itself then.
error-stopping = The bot is being restarted right now. Look in a minute whether this was done; if it was not, try again.
error-unexpected = Something went wrong inside the bot. Try again; if it stays, give its host this number: { $number }.
error-unknown-task = The music service knows no finished song for this task. Check the id; if the song is brand new, wait until it is finished.
error-unknown-track = The task has no song with the id { $audio }. Choose one from the list, or leave out `audio_id`.
error-lookup-failed = The music service could not be asked which songs this task has. Try again in a minute, or give the audio id as well.
error-empty-branding = Give something to set: a text, a look, a shape, colours, a typeface or a card.
error-text-and-none = You gave a text and also chose to have none of it (`without`). Nothing was changed: give one of the two.
error-invisible = This text has no visible characters. Write another one.
error-not-yours = Only the member who requested this video, or a moderator, can do that.
error-gone = This is too old: the bot has nothing about it any more.
error-menu-old = This menu is too old. Use the command again.
error-too-late = It is too late to cancel: the result is in this channel already, or comes in a moment.
error-cancelled-already = It is cancelled already.

permission-view-channel = View Channel
permission-connect = Connect
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-embed-links = Embed Links
permission-attach-files = Attach Files
permission-read-message-history = Read Message History
permission-add-reactions = Add Reactions
permission-pin-messages = Pin Messages

# Private answers.
answer-choose = This task has { $count ->
        [one] one song
       *[other] { $count } songs
    }. Which one shall be made into a video?
answer-choose-among = Several songs fit that. Which one do you want as a video?
answer-choose-placeholder = Choose a song
answer-chosen = Chosen: **{ $title }**
answer-chosen-unnamed = Chosen.
answer-started = Found. See below how your video is getting on.
answer-repeat = This video is being made already; it will be posted in this channel: { $link }
answer-repeat-without-status = This video is being made already; it will be posted in this channel.
answer-posted-already = This video was posted here already: { $link }. To post it again, use `/videos repost`.
answer-taken = Your video is being made and will be posted in this channel.
answer-deleted = Deleted.
track-choice = { $title } · take { $take } · { $length }
track-choice-no-length = { $title } · take { $take }
track-unnamed = Untitled song { $id }

branding-title = Branding of this server
branding-none = No branding is set. Members may give a signature and a watermark with each video.
branding-author = Signature on the cover
branding-watermark = Watermark
branding-unset = not set
branding-saved = Saved. This holds from now on:
branding-reset = The branding is removed.
branding-reset-author = The signature is removed. This is what holds now:
branding-reset-watermark = The watermark is removed. This is what holds now:
branding-nothing-to-reset = There was no branding to remove.
