# A video that carries another branding than was asked for, or than is locked here; the same words
# as in bot.ftl's head.
#   variant = a video of a track with the branding that a server has locked (never shown as a word)
result-other-branding = made earlier, so it has another signature or watermark than this server's
result-shared = somebody else requested it first, so it has their signature and watermark
status-other-branding = Made earlier, so it has another signature or watermark than this server's.
reason-foreign-branding = The song has a video already, and it may carry another signature or watermark than this server's moderators have set. They don't want such videos posted here; nothing more was charged. They can allow them in the bot's settings.
error-other-branding-video = This song has a video already, and it carries another signature or watermark than this server's moderators have set. They don't want such videos here, so nothing was started. Ask a moderator to allow them in the bot's settings.
error-other-branding-repost = This video carries another signature or watermark than this server's moderators have set, so it is not posted again here. Ask for the song with `/musicvideo`: where that is possible, its video is made again with theirs.
reason-unwanted-text = Its title, signature, watermark or lyrics have something in it that this server's moderators don't want shown here. Nothing more was charged. Where the bot makes the videos itself, trying again makes one without it.
error-unwanted-video = This song has a video already, and its signature or watermark has a word, a link or an invite in it that this server doesn't want. So nothing was started. Moderators can have such videos posted without naming it, in the bot's settings.
error-unwanted-repost = This video's signature or watermark has a word, a link or an invite in it that this server doesn't want, so it is not posted again here. Ask for the song with `/musicvideo`: where that is possible, its video is made again without it.
error-unwanted-title = This song's title has a word, a link or an invite in it that this server doesn't want, so nothing was started.
error-unwanted-artist = The artist's name of this song has a word, a link or an invite in it that this server doesn't want, so nothing was started.
answer-lyrics-left-out = A word in this song's lyrics is on this server's block list, so your video comes without lyrics.
answer-quality-lowered = Moderators allow videos up to { $quality } here, so yours has that.
answer-quality-usual = Moderators allow no better quality than the usual one here, so your video has that. They can change it with `/settings quality`.
settings-quality = Members may choose a quality up to { $quality } for their videos.
settings-quality-own = Members choose no quality: all videos have { $quality }.
error-quality-not-here = The bot's host allows only these here: { $qualities }.
command-settings-quality = Which quality members may choose for their videos
command-settings-quality-most = The best one: pixels and pictures a second
result-lyrics-left-out = without lyrics, since a word in them is on this server's block list
status-lyrics-left-out = A word in the lyrics is on this server's block list, so the video is being made again without them.

# Where the bot's own studio makes the videos: nothing costs anything there, so nothing is said of it
reason-unwanted-text-free = Its title, signature, watermark or lyrics have something in it that this server's moderators don't want shown here. Trying again makes a video without it.
reason-cancelled-free = It was cancelled before the studio had it.
reason-maintenance-free = The studio was not available for too long. Try again later.
reason-too-often-free = The studio was too busy for too long. Try again later.
reason-unreachable-free = The studio could not be reached. Try again later.
reason-unanswered-free = The studio did not answer. If the video still comes, it is posted here.
