# /settings log, and the notice to moderators: who changed what. The words are those of bot.ftl.
# { $old } and { $new } are values: a channel, a number, a text in quotes.
command-settings-log = Who changed which settings, and when

log-title = Who changed what
log-none = Nothing was changed yet.
log-kept = Kept for { $days ->
        [one] one day
       *[other] { $days } days
    }.
log-nobody = somebody whose data was deleted
log-line = { $member }: { $what }
log-changed = **{ $name }**: { $old } → { $new }
log-changed-in = **{ $name }** in { $channel }: { $old } → { $new }
log-changed-for = **{ $name }** for { $role }: { $old } → { $new }
log-role-added = { $subject } may request videos
log-role-removed = { $subject } is off the list of roles that may ask
log-channel-added = videos may be requested in { $subject }
log-channel-removed = { $subject } is off the list of channels
log-member-added = { $subject } is blocked
log-member-removed = { $subject } is no longer blocked
log-word-added = ||{ $word }|| is blocked
log-word-removed = ||{ $word }|| is no longer blocked
log-queue-paused = the queue is paused
log-queue-resumed = the queue goes on
log-queue-cleared = the queue was cleared (requests: { $count })
log-unset = not set
log-on = on
log-off = off
notice-settings-changed = 🛠️ Settings of this server were changed:

# What the settings are called there.
log-name-language = language of public messages
log-name-showcase-channel-id = showcase channel
log-name-moderators-channel-id = moderators' channel
log-name-keeps-copy = attached copy
log-name-status-mode = messages per video
log-name-max-quality = the best quality of videos
log-name-other-branding = videos with other branding
log-name-unwanted-texts = videos with unwanted texts
log-name-open-per-member = videos of a member at once
log-name-daily-per-member = videos of a member a day
log-name-cooldown-seconds = pause between two videos
log-name-daily-per-server = videos of the server a day
log-name-songs-per-member = songs of a member in the library
log-name-megabytes-per-member = room for the songs of a member, in MB
log-name-unused-days = days without a request before songs are moved out
log-name-warn-below-credits = warning of low credits
log-name-author = signature
log-name-domain-name = watermark
log-name-author-policy = rule for the signature
log-name-domain-name-policy = rule for the watermark
log-name-look = look
log-name-shape = shape
log-name-colours = colours
log-name-font = typeface
log-name-logo = logo
log-name-intro = opening card
log-name-outro = closing card
log-name-look-policy = rule for the look
log-name-shape-policy = rule for the shape
log-name-colours-policy = rule for the colours
log-name-font-policy = rule for the typeface
log-name-logo-policy = rule for the logo
log-name-cards-policy = rule for the cards
