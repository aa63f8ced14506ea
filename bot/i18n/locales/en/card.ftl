# The private card on which a member composes a video. The words are those of bot.ftl's head, and of
# options.ftl.

card-hint = Choose how your video looks: the picture shows it after each choice. Only you see this.
card-hint-undrawn = Choose how your video looks. The picture can't be drawn at the moment, but your choices count. Only you see this.
card-replaced = 🔒 Locked by this server's moderators, so theirs is used: { $parts }.
card-look-placeholder = Look
card-shape-placeholder = Shape
card-part-placeholder = Part of the song
card-colours-placeholder = Colours
card-locked-menu = 🔒 Locked by the moderators: { $part }
card-part-whole = The whole song
card-part-best = The loudest { $length }
card-part-first = The first { $length }
card-colour-red = Red
card-colour-orange = Orange
card-colour-yellow = Yellow
card-colour-green = Green
card-colour-teal = Teal
card-colour-blue = Blue
card-colour-violet = Violet
card-colour-pink = Pink
card-texts-title = Signature and watermark
button-texts = Signature…
button-make-it = Make it
button-compose = Make another…
error-card-old = This card has timed out, and nothing was started. Open a new one with **Make another…** under a video, or use `/musicvideo`.
