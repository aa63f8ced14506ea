# English: what is left, what was spent, and who had what made. The words are those of bot.ftl's head;
# and: balance · credits (of the bot's account at the video service) · record (who asked for what)
option-days = days

command-credits = Credits, this server's spending, and who had which videos made
command-credits-show = See the bot's balance, and what this server spent this month
command-credits-record = See who had which videos made, when, where, and whether they were charged
command-credits-export = Get the record as a file for spreadsheets (CSV)
command-credits-member = Only what this member requested
command-credits-days = How many days back (default: 31)
command-videos-record = Moderators: see who had which videos made, when and where
command-videos-record-days = Get so many days of it as a file for spreadsheets (CSV)

command-settings-credits-clear = Warn as the bot's host has set it

credits-title = Credits
credits-free = The bot's own studio makes the videos: they cost nothing.
credits-lyrics = -# Lyrics with times are fetched once for each song, from the music service; each costs about { $price } credits.
credits-unknown = The balance is not available just now. Try again in a few minutes.
credits-balance = Balance of the bot's account: **{ $credits }** credits (asked { $when })
credits-low = ⚠️ That is low: it is enough for about { $count ->
        [one] one video
       *[other] { $count } videos
    }. The bot's host has to top it up.
credits-month = This month, in this server
credits-since = -# since { $day }
credits-charged = • Videos charged: **{ $count }**, about { $credits } credits
credits-charged-known = • Videos charged: **{ $count }**, { $credits } credits
credits-charged-partly = • Videos charged: **{ $count }**, { $credits } credits, and about { $estimate } for those without a price
credits-forgotten = • Of these, no longer in the record: **{ $count }**, since their members had their data deleted
credits-doubtful = • Perhaps charged: **{ $count }** that failed, or whose outcome is unknown
credits-pending = • Being made just now: **{ $count }**
credits-estimate = -# Where the video service told no price, { $price } credits a video is an estimate. A video counts in the server that requested it first.
credits-counts = -# A video counts in the server that requested it first.
credits-exported = The record of { $days ->
        [one] the last day
       *[other] the last { $days } days
    }: { $count ->
        [one] one request
       *[other] { $count } requests
    }. It holds members' ids: handle it with care.
credits-exported-part = It is only the newest part of it: the whole would be too long.

record-title = **Who had what made**
record-none = There is nothing in the record.
record-untitled = Untitled song
record-outcome-open = in progress
record-outcome-posted = posted
record-outcome-deleted = posted, and deleted
record-outcome-failed = not made
record-outcome-unknown = outcome unknown
record-outcome-cancelled = cancelled
record-outcome-undeliverable = could not be posted
record-charge-charged = charged
record-charge-doubtful = perhaps charged
record-charge-pending = not charged yet
record-charge-nothing = not charged
record-charge-free = free
record-column-asked = Requested (UTC)
record-column-member = Member
record-column-channel = Channel
record-column-channel-id = Channel id
record-column-title = Title
record-column-task = Task id
record-column-audio = Song id
record-column-signature = Signature on the cover
record-column-watermark = Watermark
record-column-outcome = Outcome
record-column-charge = Charge
record-column-ended = Ended (UTC)
record-column-message = Message link
button-record-newer = ◀ Newer
button-record-older = Older ▶

notice-low-credits = ⚠️ **The bot's credits run low:** { $credits } are left at the video service. Please tell the bot's host to top them up: without credits, every request for a new video fails. Videos that exist already can still be posted.
