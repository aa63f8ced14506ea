# English: what is kept of whoever asks, and its deletion. The words are those of bot.ftl's head; and:
#   request (one member's wish for one video) · delete · keep · data · backup copy (of the database)
command-privacy = What this bot keeps about you, and how to delete it
command-privacy-show = See what this bot keeps about you, for how long, and who can see it
command-privacy-export = Get what this bot keeps about you as a file
command-privacy-delete = Delete what this bot keeps about you, on all servers

privacy-title = What this bot keeps about you
privacy-nothing = Nothing is kept about you that could be deleted.
privacy-nothing-left = There is nothing left to delete. What is counted for limits goes by itself after { $days } days; block lists are the servers' own.
privacy-requests = • Requests for videos: **{ $count }** (servers: { $servers }; the oldest is of { $since })
privacy-request-parts = -# Each with your user id, channel, time, song, languages, signature, watermark, messages and outcome.
privacy-open = • Of these, not finished yet: **{ $count }**
privacy-songs = • Songs that you brought: **{ $count }**
privacy-songs-unknown = • Songs that you brought: not known just now
privacy-decisions = • Servers for which you decided something as a moderator: **{ $count }**
privacy-quota-usage = • Starts of videos, noted for limits: **{ $count }** (each for { $days } days, those given back included)
privacy-blocks = • Servers that have blocked you: **{ $count }**

privacy-term-title = For how long
privacy-term-requests = A request is deleted { $days } days after its end, or when you want it.
privacy-term-copies = Backup copies of the database are gone { $days ->
        [one] after one more day
       *[other] after { $days } more days
    }.
privacy-term-log = Who changed which settings of a server is kept for { $days } days.
privacy-term-left = When the bot leaves a server, all that it keeps about it goes { $days ->
        [one] after one day
       *[other] after { $days } days
    }.

privacy-seen-title = Who can see it
privacy-seen = You; the moderators of a server, for what was requested there; and whoever hosts this bot. Posted messages are seen by everyone in their channel.
privacy-seen-service = The video service gets the song, the signature and the watermark, but not who you are.

privacy-more-title = More
privacy-more-delete = Get it all as a file with `/privacy export`, or delete it with `/privacy delete`. Names are not kept, only Discord's user id; a song's signature is what you wrote, its artist's name or your own here.
privacy-more-policy = The privacy policy of this bot
privacy-exported = Here is all that this bot keeps about you, on all servers: a JSON file, with times in UTC. Whoever else is named in it, is left out.

privacy-question = **Delete what this bot keeps about you, on all servers?** This can't be undone.
privacy-question-requests = • Deleted: your requests for videos (**{ $count }**), with everything in them. A video's signature and watermark go as well, unless others requested that video too.
privacy-question-open = • Cancelled first: what is not finished yet (**{ $count }**). What the video service has already may still be charged.
privacy-question-open-free = • Cancelled first: what is not finished yet (**{ $count }**).
privacy-question-songs = • Deleted: the songs that you brought with `/track add`. Videos that were made of them stay with those who requested them.
privacy-question-decisions = • Deleted: your user id beside what you decided as a moderator. The decisions stay.
privacy-question-stays = • Stays: messages in channels (their Delete button only works **before** this), what is counted for limits (for { $days } days), and block lists.
privacy-question-copies = • Backup copies of the database still hold it { $days ->
        [one] for one day
       *[other] for { $days } days
    }.
privacy-kept = Nothing was deleted.
privacy-erased = 🗑️ **Deleted.** { $count ->
        [0] What was yours is gone.
        [one] One request is gone.
       *[other] { $count } requests are gone.
    }
privacy-erased-later = ⏳ { $count ->
        [one] One request is being posted or cancelled right now: it is deleted after that, by itself.
       *[other] { $count } requests are being posted or cancelled right now: they are deleted after that, by themselves.
    }
privacy-erased-songs-later = ⏳ Songs that you brought are deleted in a while, by themselves: a video is being made of one, or the studio doesn't answer.
button-privacy-erase = Delete my data
button-privacy-keep = Keep it
error-not-your-data = This is about somebody else's data. Use `/privacy delete` yourself.
