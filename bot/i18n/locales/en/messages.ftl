# English: how many messages a video takes, and how one is deleted. The words are those of bot.ftl.
settings-messages-keep = A video takes two messages: one shows how it stands, and the result is a new message that pings its member.
settings-messages-replace = A video takes one message: it shows how the video stands, and then the video. Nobody is pinged.
settings-messages-remove = The message that shows how a video stands is deleted once the video is posted. The video pings its member.
choice-messages-keep = Two: how it stands, and the result
choice-messages-replace = One: it becomes the video, without a ping
choice-messages-remove = The result only: the other is deleted then
command-settings-messages = How many messages a video takes in its channel
command-settings-messages-per-video = What becomes of the message that shows how a video stands
option-per-video = per_video

# Deleting: the question, and what it came to
button-sure = Delete it
answer-sure = Delete this video? It disappears from the showcase as well.
answer-sure-showcase = Delete this video from the showcase? It isn't shown there a second time. The video in its own channel stays.
answer-deleted-video = Deleted. To have the video posted again, use `/videos repost`.
