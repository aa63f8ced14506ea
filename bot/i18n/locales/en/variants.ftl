# A video that carries another branding than was asked for, or than is locked here; the same words
# as in bot.ftl's head.
#   variant = a video of a track with the branding that a server has locked (never shown as a word)
result-other-branding = it was made before, so it carries another signature or watermark than this server's
result-shared = somebody else asked for it first, so it carries their signature and watermark
status-other-branding = It was made before, so it carries another signature or watermark than this server's.
reason-foreign-branding = The track has a video already, and it may carry another signature or watermark than this server's moderators have set. They don't want such videos posted here; nothing more was charged. They can allow them in the bot's settings.
error-other-branding-video = This track has a video already, and it carries another signature or watermark than this server's moderators have set. They don't want such videos here, so nothing was started. Ask a moderator to allow them in the bot's settings.
error-other-branding-repost = This video carries another signature or watermark than this server's moderators have set, so it is not posted again here. Ask for the track with `/musicvideo`: where that is possible, its video is made anew with theirs.
