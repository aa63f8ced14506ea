# The card of /videos queue: what is being made and waited for in a server, and what moderators can do
# about it. The words are those of bot.ftl. { $when } is Discord's own relative time.
command-videos-queue = What is being made in this server, what waits, and when it is ready

queue-title = Videos in progress in this server
queue-none = Nothing is being made.
queue-counts = 🎬 being made: { $made } · ⏳ waiting: { $waiting }
queue-paused = ⏸️ **Paused** by moderators { $when }. What is being made is finished; everything else waits, new requests too, and goes on when moderators resume the queue.
queue-own = Yours
queue-others = Others
queue-more = and { $count } more
queue-clear-question = { $count ->
        [one] One video that waits or is being made is cancelled. Its member is told so here,
       *[other] { $count } videos that wait or are being made are cancelled. Each member is told so,
    } and nothing is charged. Clear the queue?
queue-clear-question-free = { $count ->
        [one] One video that waits or is being made is cancelled. Its member is told so here.
       *[other] { $count } videos that wait or are being made are cancelled. Each member is told so.
    } Clear the queue?
queue-clear-kept = { $count ->
        [one] One video stays: the video service has it already and charges for it.
       *[other] { $count } videos stay: the video service has them already and charges for them.
    }
queue-clear-nothing = Nothing is waiting or being made.
queue-cleared = { $count ->
        [one] Done: one video is cancelled, and its member is told.
       *[other] Done: { $count } videos are cancelled, and their members are told.
    }
queue-kept = Nothing was changed.

button-queue-show = Refresh
button-queue-pause = Pause
button-queue-resume = Resume
button-queue-clear = Clear …
button-queue-clear-now = Clear the queue
button-queue-keep = Leave it
