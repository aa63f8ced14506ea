# What Discord shows while a command is typed. Descriptions have at most 100 characters.
# Names of commands are not translated. Options' names are: lowercase, no spaces, at most 32
# characters; in English they have to be the names that the code gives. task_id and audio_id keep
# their names, since the music service calls them so.
option-author = author
option-watermark = watermark

command-musicvideo = Have a music video made of a generated song
command-musicvideo-task-id = Instead of the song: the id of its task, or both ids pasted
command-musicvideo-audio-id = Which song of the task; leave it out to choose
command-musicvideo-author = Artist's signature on the cover (default: the server's)
command-musicvideo-watermark = Watermark at the bottom (default: the server's)

command-branding = Signature, watermark, logo and look of this server's videos
command-branding-show = Show what is set for the server or for a channel
command-branding-set = Set texts, look, shape, colours, typeface or cards, for the server or one channel
command-branding-set-author = Signature on the cover where a member gives none; { "{" }member{ "}" } and { "{" }server{ "}" } become names
command-branding-set-watermark = Watermark at the bottom where a member gives none; { "{" }member{ "}" } and { "{" }server{ "}" } become names
command-branding-reset = Remove what is set for the server or for a channel
