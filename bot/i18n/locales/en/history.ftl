# History: what was asked for, and what can still be done with it. The words are those of bot.ftl.
# Besides, always the same: to post again (the video that is there, without a charge) · to make anew
# (a new video, charged) · request (a member's wish for a video in a channel).

option-video = video
option-member = member
option-everyone = everyone
option-status-message = status_message

command-videos = The videos of this server: see them, post again, cancel, delete
command-videos-list = Your videos in this server, newest first
command-videos-list-member = Whose videos (moderators only)
command-videos-list-everyone = Everybody's videos (moderators only)
command-videos-status = How a video stands
command-videos-repost = Post a finished video again, in this channel
command-videos-cancel = Cancel a video that is not finished yet
command-videos-delete = Delete a posted video from its channel
command-videos-delete-status = Delete the message that showed how it stood, too (default: no)
command-videos-video = Type a bit of the title and choose

# In a message's menu, under "Apps": at most 32 characters.
menu-musicvideo = Make a music video

history-title = Your videos in this server
history-title-everyone = All videos of this server
history-title-member = Videos of one member
history-none = There are none yet. Make the first one with `/musicvideo`.
history-asked = requested { $when } in { $channel }
history-asked-by = requested { $when } in { $channel } by { $member }
history-requested = Requested
history-link = Link
history-queued = ⏳ waiting for its turn
history-place = ⏳ place { $place } in the studio's queue
history-turn = ⏳ place { $place } in line
history-paused = ⏸️ waiting: moderators have paused the queue
history-submitting = ⏳ being sent to the video service
history-rendering = 🎬 being made
history-posting = 📬 finished, being posted
history-posted = ✅ posted: { $link }
history-posted-direct = ✅ sent as a direct message. { $why }
history-posted-parent = ✅ posted outside of its thread: { $link }. { $why }
history-deleted = 🗑️ posted, and deleted { $when }
history-failed = ❌ not made. { $reason }
history-unknown = ❔ outcome unknown. { $reason }
history-cancelled = 🚫 cancelled; nothing was charged
history-cancelled-free = 🚫 cancelled
history-cancelled-late = 🚫 cancelled when the video service had it already; it may have been charged
history-undeliverable = 📪 finished, but not posted. { $reason }
history-ends = link until { $day }
history-ends-soon = ⚠️ the link ends { $when }; save the video before that
history-ended = the link has ended; post it again to see whether the video is still there
history-ends-copy = link until { $day }, the copy stays
history-ended-copy = the link has ended; the copy attached to the message stays
history-end-unknown = how long the link still works is not known
history-choose-placeholder = Look at one of these

button-repost = Post again
button-anew = Make a new one
button-newer = Newer
button-older = Older

# The result, when it is posted again.
result-again = 🎬 { $member } posts this music video again: **{ $title }**
result-again-unnamed = 🎬 { $member } posts this music video again.

answer-posting-again = The video is posted here in a moment.
answer-video-gone = This video's link has ended, and the video service no longer has the video. You can have a new one made; that is charged like any new video.
answer-video-gone-free = This video's link has ended, and the studio no longer has the video. You can have a new one made.
answer-video-copied = This video's link has ended, and the video service no longer has the video, but a copy is still attached to its message: { $link }. You can also have a new one made; that is charged like any new video.
answer-video-copied-free = This video's link has ended, and the studio no longer has the video, but a copy is still attached to its message: { $link }. You can also have a new one made.
answer-no-video = There is no finished video to post. You can have a new one made; that is charged like any new video.
answer-no-video-free = There is no finished video to post. You can have a new one made.

error-others-videos = You can see your own videos here. Those of others are for members who may manage the server.
error-which-video = I can't tell which video you mean by "{ $text }". Start typing its title and choose it from the list.
error-not-finished = This video is not finished yet. It will be posted by itself.
error-link-unknown = This video's link has ended, and the video service can't be asked just now whether it still has the video. Nothing was charged; try again in a few minutes.
error-link-unknown-free = This video's link has ended, and the studio can't be asked just now whether it still has the video. Try again in a few minutes.
error-hidden-channel = This video belongs to a channel that you can't see. Only the member who requested it can post it again or try again.
error-still-open = This video is not finished yet. Cancel it, or wait until it is posted.
error-nothing-to-delete = There is no message left to delete.
error-thread-archived = The thread with this message is archived. Write something in it, so that it opens, and delete again.
error-delete-forbidden = I can't see that channel any more, so I can't delete the message there. A moderator can.
error-not-deleted = Discord did not delete the message. Try again in a minute.
error-no-track-here = I find no song in this message. Choose a message that shows a song's ids or a link to it, or type a title after `/musicvideo`.
