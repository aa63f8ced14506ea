# Where an answer went that could not be posted where it was asked for, and the copy that outlives
# the link. The terms are those of bot.ftl.

status-posted-direct = ✅ **Finished,** and sent as a direct message, since it could not be posted here. { $why }
status-posted-parent = ✅ **Finished:** { $link }. It is outside of this thread, where it could not be posted. { $why }
button-dismiss = Delete
result-ends-copy = the link works until { $day }, the copy attached here stays
result-detour = -# You asked for it in { $where }, where it could not be posted. { $why }

# Why it could not be posted where it was asked for.
detour-archived = The thread is archived, and the bot may not open it again.
detour-channel-gone = That channel is gone.
detour-locked = The thread is locked.
detour-no-permission = The bot may not write there any more.
detour-post-late = Discord did not take it there for too long.
detour-post-refused = Discord refused the message there.

reason-archived = The thread is archived, and the bot may not open it again. Open it, then ask again: the video is kept.
reason-post-late = Discord did not take the message for too long. Ask again: the video is kept.

# What moderators are told
notice-undeliverable = 📪 An answer to { $member } could not be delivered. It was asked for in { $channel }; a direct message was not possible either. { $reason }
