# How a video looks, and which part of its song it shows; the words are those of bot.ftl's head, and:
#   look (how the music is drawn) · shape (of the picture) · part (of the song)
option-look = look
option-shape = shape

command-musicvideo-look = How the music is drawn (default: the server's)
command-musicvideo-shape = The picture's shape (default: the server's)

choice-look-bars = Bars
choice-look-mirror = Bars from the middle
choice-look-mountain = Mountain
choice-look-radial = Ring around the cover
choice-look-scope = Oscilloscope
choice-look-sparks = Sparks on the beat
choice-look-spectrogram = Scrolling spectrogram
choice-look-wave = Wave
choice-shape-wide = Wide (16:9)
choice-shape-tall = Tall (9:16)
choice-shape-square = Square (1:1)

status-look = Look
options-part = { $start } to { $end }
options-from = from { $start }
options-loudest = from the loudest passage
options-loudest-length = the loudest { $length }
options-plain = no signature and no watermark

error-no-options = Look, shape and part can't be chosen here: the video service that this bot uses makes all videos alike. Nothing was started; leave these options out.
# $carried and $asked: a signature and a watermark, as in result-author and result-watermark.
answer-only-video = This track has a video already, or it is on its way, and the video service makes one of each track only. It carries: { $carried }. You asked for: { $asked }. Nothing is posted yet. Do you want it as it is? That costs nothing more.
answer-only-video-unsure = This track has a video already, and the video service makes one of each track only. It was made before, and what it carries isn't known for certain; you asked for: { $asked }. Nothing is posted yet. Do you want it as it is? That costs nothing more.
button-as-it-is = Post it as it is

# /branding
choice-part-all = All of it
choice-part-look = Look and shape only
branding-look = Look of the videos
branding-reset-both = The signature and the watermark are removed. This is what holds now:
branding-reset-look = The look and the shape are removed. This is what holds now:
command-branding-set-look = How the music is drawn where a member chooses nothing
command-branding-set-shape = The picture's shape where a member chooses none
