# A video that carries another branding than was asked for, or than is locked here; the same words
# as in bot.ftl's head.
#   variant = a video of a track with the branding that a server has locked (never shown as a word)
result-other-branding = it was made before, so it carries another signature or watermark than this server's
result-shared = somebody else asked for it first, so it carries their signature and watermark
status-other-branding = It was made before, so it carries another signature or watermark than this server's.
reason-foreign-branding = The track has a video already, and it may carry another signature or watermark than this server's moderators have set. They don't want such videos posted here; nothing more was charged. They can allow them in the bot's settings.
error-other-branding-video = This track has a video already, and it carries another signature or watermark than this server's moderators have set. They don't want such videos here, so nothing was started. Ask a moderator to allow them in the bot's settings.
error-other-branding-repost = This video carries another signature or watermark than this server's moderators have set, so it is not posted again here. Ask for the track with `/musicvideo`: where that is possible, its video is made anew with theirs.
reason-unwanted-text = Its title, signature or watermark has something in it that this server's moderators don't want shown here. Nothing more was charged. Where the bot makes the videos itself, trying again makes one without it.
error-unwanted-video = This track has a video already, and its signature or watermark has a word, a link or an invite in it that this server doesn't want. So nothing was started. Moderators can have such videos posted without naming it, in the bot's settings.
error-unwanted-repost = This video's signature or watermark has a word, a link or an invite in it that this server doesn't want, so it is not posted again here. Ask for the track with `/musicvideo`: where that is possible, its video is made anew without it.
error-unwanted-title = This track's title has a word, a link or an invite in it that this server doesn't want, so nothing was started.
error-unwanted-artist = The artist's name of this track has a word, a link or an invite in it that this server doesn't want, so nothing was started.
