# English: why a wish is turned away by a server's rules. The words are those of bot.ftl's head; and:
#   limit · block list (words that members may not use) · locked (members can't change it)

error-blocked = The moderators of this server have blocked you from requesting videos. Please ask them if that is a mistake.
error-wrong-channel = Videos can't be requested in this channel. Use one of these instead: { $channels }.
error-role-missing = Only members with one of these roles can request videos here: { $roles }.
error-word-in-author = Your signature has a word in it that is on this server's block list. Write another one, or leave out `author`.
error-word-in-domain-name = Your watermark has a word in it that is on this server's block list. Write another one, or leave out `watermark`.
error-word-in-title = The song's title has a word in it that is on this server's block list, and it would stand on the video. Bring the song again with another `title`.
error-word-in-artist = The artist's name has a word in it that is on this server's block list, and it would stand on the video. Bring the song again with another `artist`.
error-word-in-lyrics = The lyrics have a word in them that is on this server's block list, and they would stand on the video. Bring the song again with other `lyrics`, or without.
error-advert-in-title = The song's title has a link or an invite in it, and it would stand on the video. Bring the song again with another `title`.
error-advert-in-artist = The artist's name has a link or an invite in it, and it would stand on the video. Bring the song again with another `artist`.
error-advert-in-lyrics = The lyrics have a link or an invite in them, and they would stand on the video. Bring the song again with other `lyrics`, or without.
error-member-quota = You have reached the limit of videos in 24 hours here: { $most }. You can start the next one { $again }. Videos that exist already can be posted at any time.
error-server-quota = This server has reached its limit of videos in 24 hours: { $most }. The next one can be started { $again }. Videos that exist already can be posted at any time.
error-host-quota = The bot has reached its host's limit of videos in 24 hours, for all servers together: { $most }. The next one can be started { $again }. Videos that exist already can be posted at any time.
error-cooling-down = You started a video a short while ago. You can start the next one { $again }.
