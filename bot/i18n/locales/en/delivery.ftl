# Where an answer went that could not be posted where it was asked for, and the copy that outlives
# the link. The terms are those of bot.ftl.

status-posted-direct = ✅ **Finished,** and sent as a direct message, since it could not be posted here. { $why }
status-posted-parent = ✅ **Finished:** { $link }. It is outside of this thread, where it could not be posted. { $why }
button-dismiss = Delete
result-ends-copy = link until { $day }, the copy stays
result-fallback = -# You requested it in { $where }, where it could not be posted. { $why }

# Why it could not be posted where it was asked for.
fallback-archived = The thread is archived, and the bot may not open it again.
fallback-channel-gone = That channel is gone.
fallback-locked = The thread is locked.
fallback-no-permission = The bot may not write there any more.
fallback-post-late = Discord did not take it there for too long.
fallback-post-refused = Discord refused the message there.

reason-archived = The thread is archived, and the bot may not open it again. Open it, then ask again: the video is kept.
reason-post-late = Discord did not take the message for too long. Ask again: the video is kept.

# What moderators are told
notice-undeliverable = 📪 An answer to { $member } could not be delivered. They had requested a video in { $channel }; a direct message was not possible either. { $reason }
notice-showcase-refused = 🖼️ New videos can't be shown in { $channel } at the moment. { $why } Change that, or choose another channel with `/settings showcase`.
fallback-post-unknown = Discord did not confirm the message.

# The showcase channel
showcase-title = 🎬 New music video: **{ $title }**
showcase-title-unnamed = 🎬 A new music video
showcase-credit = requested by { $member } in { $channel }
result-squeezed = made smaller to fit here: { $resolution }p, { $fps } pictures a second, sound { $sound } kbit/s
