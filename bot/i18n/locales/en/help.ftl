# English: the welcome, and /help. The words are those of bot.ftl.

# The welcome, when the bot comes into a server: to who brought it, else in the system channel
welcome-direct = 👋 Thank you for adding me to **{ $server }**. I make music videos of your members' songs. To begin:
welcome-public = 👋 Hello! I make music videos of your songs. For those who manage this server:
welcome-channels = 1. `/settings channels` chooses where videos may be made. Without it: everywhere.
welcome-branding = 2. `/branding set` puts your server's name on the videos.
welcome-first = 3. `/musicvideo` makes the first video.
welcome-help = `/help` shows it all in pictures.

# /help: three steps with a picture each, and a card for moderators
command-help = How to make a music video, in three pictures
help-ask = **1. Choose a song.** Type `/musicvideo` and the first letters of its title, then choose it from the list.
help-bring-file = Is it not in the list? Bring the file with `/track add`.
help-bring-id = Is it not in the list? Paste its id into `task_id`, as the music service shows it.
help-video = **2. The video comes into this channel.** It shows the title (1), the artist's signature on the cover (2, option `author`) and the watermark (3, option `watermark`).
help-list = **3. All your videos:** `/videos list`. Each one can be posted again, cancelled or deleted. `/privacy show` says what the bot keeps about you.
help-moderators = **You manage this server.** `/settings show` shows all settings. `/settings channels`, `roles` and `limits` say who may make how many videos, and where. `/branding set` puts your server's signature and watermark on them, `/branding preview` shows how that looks. `/settings showcase` shows finished videos in a channel of their own, `/settings messages` keeps channels short.
