# What Discord shows while a command is typed. Descriptions have at most 100 characters.
# Names of commands are not translated. Options' names are: lowercase, no spaces, at most 32
# characters; in English they have to be the names that the code gives. task_id and audio_id keep
# their names, since the music service calls them so.
option-author = author
option-watermark = watermark

command-musicvideo = Have a music video made of a generated track
command-musicvideo-task-id = Instead of the song: the id of its task, or both ids pasted
command-musicvideo-audio-id = Which track of the task; leave it out to choose
command-musicvideo-author = Artist's signature on the cover (default: the server's)
command-musicvideo-watermark = Watermark at the bottom (default: the server's)

command-branding = Signature, watermark and look of this server's videos
command-branding-show = Show the signature and watermark of the server or of a channel
command-branding-set = Set signature, watermark, look or shape, for the server or one channel
command-branding-set-author = Artist's signature on the cover, used when a member gives none
command-branding-set-watermark = Watermark at the bottom, used when a member gives none
command-branding-reset = Remove what is set for the server or for a channel
