# How a video looks, and which part of its song it shows; the words are those of bot.ftl's head, and:
#   look (how the music is drawn) · shape (of the picture) · part (of the song)
option-look = look
option-shape = shape
option-colours = colours
option-start = start
option-length = length
option-song = song

command-musicvideo-look = How the music is drawn (default: the server's)
command-musicvideo-shape = The picture's shape (default: the server's)
command-musicvideo-colours = What moves in these colours: #ff8800, cover or server (default: the server's)
command-musicvideo-start = Where the video begins: 1:05, 65 or best, the loudest passage (default: at the beginning)
command-musicvideo-length = How long the video is: 0:30 or 30, 3 seconds at least (default: to the song's end)
command-musicvideo-font = The typeface of all texts (default: the server's)
command-musicvideo-logo = False: without the server's logo
command-musicvideo-cards = False: without the server's cards at the beginning and the end
command-musicvideo-lyrics = False: without lyrics, where the song has some
command-musicvideo-quality = Pixels and pictures a second, up to what moderators allow
choice-font-usual = The usual one
command-musicvideo-song = The song: type its title and choose it from the list

choice-look-bars = Bars
choice-look-mirror = Bars from the middle
choice-look-mountain = Mountain
choice-look-radial = Ring around the cover
choice-look-record = Turning record
choice-look-scope = Oscilloscope
choice-look-sparks = Sparks on the beat
choice-look-spectrogram = Scrolling spectrogram
choice-look-wave = Wave
choice-shape-wide = Wide (16:9)
choice-shape-tall = Tall (9:16)
choice-shape-square = Square (1:1)
choice-shape-canvas = Canvas: a loop, 9:16
choice-start-best = The loudest passage
choice-colours-cover = The cover's colours
choice-colours-server = The server's colours

status-look = Look
options-part = { $start } to { $end }
options-from = from { $start }
options-colours = colours { $colours }
options-loudest-length = the loudest { $length }
options-plain = no signature and no watermark
options-withheld = texts that this server doesn't want shown
options-no-lyrics = without lyrics

error-no-options = Look, shape and part can't be chosen here: the video service that this bot uses makes all videos alike. Nothing was started; leave these options out.
error-colours-unreadable = "{ $text }" is no colour. Write it like #ff8800, or choose the cover's or the server's from the list. Nothing was started.
error-start-unreadable = "{ $text }" is no time in a song. Write it like 1:05 or 65 (seconds), or choose the loudest passage from the list. Nothing was started.
error-length-unreadable = "{ $text }" is no length. Write it like 0:30 or 30 (seconds). Nothing was started.
error-part-short = A part of a song has { $least } seconds at least, and you gave { $text }. Nothing was started.
error-start-late = The song is { $length } long, and a part has { $least } seconds at least, so none begins at { $start }. Nothing was started.
error-song-missing = Which song? Choose it with `song`, which finds it by its title, or give its id with `task_id`.
error-song-twice = You gave both `song` and `task_id`. Give one of them.
# $carried and $asked: a signature and a watermark, as in result-author and result-watermark.
answer-only-video = This song has a video already, or one is being made, and the video service makes only one of each song. It carries: { $carried }. You wanted: { $asked }. Nothing is posted yet. Do you want it as it is? That costs nothing more.
answer-only-video-unsure = This song has a video already, and the video service makes only one of each song. It was made earlier, and what it carries isn't known for certain; you wanted: { $asked }. Nothing is posted yet. Do you want it as it is? That costs nothing more.
button-as-it-is = Post it as it is

# /branding
choice-part-all = All of it
choice-part-look = Look only
branding-look = Look of the videos
branding-reset-both = The signature and the watermark are removed. This is what holds now:
command-branding-set-look = How the music is drawn where a member chooses nothing
command-branding-set-shape = The picture's shape where a member chooses none
command-branding-set-colours = Colours of what moves where a member chooses none: #ff8800, or cover
error-canvas-long = A canvas is a loop of 3 to { $most } seconds. Choose a shorter `length`, or leave it out.
error-canvas-locked = A canvas shows no words and no logo, and moderators have locked one that every video here carries. Choose another `shape`.
