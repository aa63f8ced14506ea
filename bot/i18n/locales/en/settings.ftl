# English: /settings and /branding, for moderators. The words are those of bot.ftl's head; and:
#   limit · cool-down · block list · locked (members can't change it) · showcase (a channel where
#   finished videos are shown once more) · preview

# What a text on a video may not be
error-too-long = This text is too long for a video: 50 characters are the most. Shorten it.
error-stacked = This text has letters with too many marks on them, which would run over the picture. Write it plainly.
error-mention = Mentions, timestamps and this server's emoji can't be drawn on a video. Write a name instead.
error-invite = Invites can't be put on videos. Leave it out, and ask again.
error-link = Links can't be put on videos. A plain name such as music.example is fine.

# Branding
choice-part-both = Signature and watermark
choice-part-author = Signature only
choice-part-watermark = Watermark only
choice-policy-default = Default: members may give their own
choice-policy-locked = Locked: always what is set here
branding-channel-title = Branding of a channel
branding-channels = Channels with something of their own
branding-nothing = none, on purpose
branding-inherited = { $text } (the server's)
branding-open = Members may give their own with each video; where they don't, this is used.
branding-channel-reset = { $channel } has nothing of its own any more; the server's branding holds there.
branding-footer = A channel's own goes before the server's, each part by itself. Threads have their channel's.
preview-title = Preview
preview-as-set = This is what a video looks like with what is set. No video was made.
preview-as-given = This is what a video would look like with what you gave here. It is not saved; `/branding set` does that.
preview-described = A frame of a music video. Signature on the cover: { $author }. Watermark at the bottom: { $watermark }.
error-not-drawn = The picture could not be drawn. Try again in a minute; if it stays, tell the bot's host.

# The block list
words-added = Blocked: ||{ $word }||. Members can't use it in a signature or a watermark any more, however they write it.
words-added-songs = Blocked: ||{ $word }||. Members can't use it in a signature, a watermark, or the title or artist of a song any more, however they write it.
words-there = ||{ $word }|| is blocked already.
words-removed = ||{ $word }|| is allowed again.
words-not-there = ||{ $word }|| is not on the block list. `/branding words show` shows what is.
words-none = The block list is empty. Add a word with `/branding words add`.
words-title = Block list: { $count } of { $most }
words-in-file = The list is longer than a message can be: the file has all of it.
error-no-word = There is no letter or number in this to look for. Write a word; an asterisk (*) before or after it stands for any letters.
error-too-many-words = The block list is full: { $most } words are the most. Remove one first.

# /settings show
settings-title = Settings of this server
settings-access = Who may request videos, and where
settings-limits = Limits
settings-used = Used in the last 24 hours
settings-channels = Channels
settings-videos = Videos and messages
settings-footer = Members who may manage the server are free of the rules on roles and channels; limits and blocks hold for everybody. A video that is being made already, or exists, doesn't count.
settings-version = Version { $version } of the bot
settings-roles = Only members with { $roles }
settings-roles-all = All members
settings-where = Only in { $channels }
settings-where-all = In all channels
settings-blocked = Blocked ({ $count }): { $members }
settings-by-host = (set by the bot's host)
settings-used-server = This server: started { $started }, in progress { $open }
settings-used-member = { $member }: started { $started }, in progress { $open }
settings-used-again = The next start is possible { $again }.
settings-none = none
settings-showcase = Showcase: { $channel }
settings-moderators = For moderators: { $channel }
settings-language = Language of public messages: { $language }
settings-language-discord = the server's at Discord
settings-copy-on = A copy of each video that fits is attached, and stays when the link has ended.
settings-copy-off = Videos are posted as links alone; no copy is attached.
settings-other-branding-post = Where branding is locked, a video with another server's branding is posted with a remark.
settings-other-branding-refuse = Where branding is locked, a video with another server's branding is not posted.
settings-unwanted-refuse = A video whose texts have something in them that this server doesn't want is not posted.
settings-unwanted-hide = A video whose texts have something in them that this server doesn't want is posted, and no message shows those texts.
settings-warning = Moderators are warned when fewer than { $credits } credits are left.
settings-warning-nowhere = Moderators are to be warned when fewer than { $credits } credits are left, but there is no channel for that yet: choose one with `/settings moderators`.
settings-no-warning = Moderators are not warned of low credits.
limit-open-per-member = In progress at once, per member
limit-daily-per-member = Started in 24 hours, per member
limit-cooldown-seconds = Cool-down between a member's starts
limit-daily-per-server = Started in 24 hours, in this server
limit-daily-per-host = Started in 24 hours, in all servers together
settings-limit = { $what }: **{ $value }**
limit-none = no limit
limit-no-cooldown = none

# Answers of /settings
settings-limits-saved = The limits are saved. `/settings show` shows them, and what is used.
settings-roles-now = Only members with one of these roles can request videos now: { $roles }. Members who may manage the server always can.
settings-roles-now-all = All members can request videos now.
settings-channels-now = Videos can only be requested here now, threads included: { $channels }. Members who may manage the server can request them anywhere.
settings-channels-now-all = Videos can be requested in all channels now.
settings-member-blocked = { $member } can't request videos in this server any more. What is being made already will still be posted.
settings-member-blocked-already = { $member } is blocked already.
settings-member-unblocked = { $member } can request videos again.
settings-member-not-blocked = { $member } was not blocked.
settings-showcase-saved = Finished videos from channels that everybody can see are shown in { $channel } as well from now on.
settings-showcase-off = Finished videos are not shown anywhere else any more.
settings-moderators-saved = Messages for moderators come to { $channel }: what could not be posted, reports, questions, changed settings, and the like.
settings-moderators-saved-public = Messages for moderators come to { $channel }: what could not be posted, reports, questions, changed settings, and the like. ⚠️ Everybody can read that channel; a private one suits better.
settings-moderators-off = Moderators get no messages any more.
settings-language-now = Public messages are in this language from now on: { $language }. Videos that are being made keep theirs.
settings-language-now-discord = Public messages are in the server's language at Discord from now on. Community servers choose it in their settings; all others are English.
choice-language-discord = The server's language at Discord
choice-other-branding-post = Post it, with a remark
choice-other-branding-refuse = Don't post it
choice-unwanted-refuse = Don't post it
choice-unwanted-hide = Post it without naming the texts
error-nothing-given = Nothing was changed: choose at least one option.
settings-undo = ↩️ { $command } undoes this.
error-above-host = { $what }: the bot's host allows { $most } at most. Nothing was changed.
error-below-host = { $what }: the bot's host wants { $least } at least. Nothing was changed.
error-channel-unknown = I can't see this channel. Allow me to view it, then choose it again.
error-channel-permissions = I may not do my work in { $channel }. Allow me there: { $permissions }. Then choose it again; nothing was changed.
error-block-bot = Bots can't request videos, so there is nothing to block.

# Names of options
option-channel = channel
option-without = without
option-policy = policy
option-part = part
option-word = word
option-at-once = at_once
option-per-day = per_day
option-cooldown = cooldown
option-server-per-day = server_per_day
option-reset = reset
option-add = add
option-remove = remove
option-clear = clear
option-enabled = enabled
option-language = language
option-videos = videos
option-warn-below = warn_below

# Descriptions of /branding
command-branding-channel = One channel and its threads; left out: the whole server
command-branding-set-without = Have none of it: in a channel, even where the server has one
command-branding-policy = Let members give their own, or lock what is set
command-branding-policy-policy = Default or locked
command-branding-policy-part = What this is about; left out: signature and watermark
command-branding-preview = See what a video would look like, without making one
command-branding-preview-author = A signature to try, without saving it
command-branding-preview-watermark = A watermark to try, without saving it
command-branding-reset-part = What to remove, with its lock; left out: all of it
command-branding-words = Words that members can't put on videos
command-branding-words-add = Block a word in signatures and watermarks
command-branding-words-add-word = A whole word; an asterisk (*) before or after it stands for any letters
command-branding-words-remove = Allow a word again
command-branding-words-remove-word = The word, as the list shows it
command-branding-words-show = Show the block list, to you alone

# Descriptions of /settings
command-settings = Who may request videos, how many and where, and how they are posted
command-settings-show = Show all settings, and what is used of the limits
command-settings-show-member = Whose use to show; left out: yours
command-settings-limits = How many videos members and the whole server may start
command-settings-limits-at-once = Videos that one member may have in progress at once
command-settings-limits-per-day = Videos that one member may start in 24 hours
command-settings-limits-cooldown = Minutes that a member waits from one start to the next; 0: none
command-settings-limits-server = Videos that all members together may start in 24 hours
command-settings-limits-reset = Give all that is not given here back to the bot's host
command-settings-roles = Let only members with certain roles request videos
command-settings-roles-add = A role that may ask
command-settings-roles-remove = A role to take off the list
command-settings-roles-clear = Empty the list first: all members may ask
command-settings-channels = Let videos be requested in certain channels only
command-settings-channels-add = A channel with its threads, or a whole category
command-settings-channels-remove = A channel or category to take off the list
command-settings-channels-clear = Empty the list first: all channels may be used
command-settings-block = Keep a member from asking for videos
command-settings-block-member = The member
command-settings-unblock = Let a blocked member ask again
command-settings-showcase = Where finished videos from public channels are shown once more
command-settings-showcase-channel = The channel that shows them
command-settings-moderators = The channel for messages to moderators
command-settings-moderators-channel = A channel that only moderators read
command-settings-off = Switch it off
command-as-reset = The old name of reset
command-settings-reset = Go back to how it was at first
command-settings-copy = Whether a copy of each video is attached, which stays when its link has ended
command-settings-copy-enabled = Attach copies that fit Discord's limit
command-settings-language = The language of the bot's public messages
command-settings-language-language = The language
command-settings-other-branding = Videos with another server's branding, where this one's is locked
command-settings-other-branding-videos = What becomes of them
command-settings-unwanted = Videos whose texts have blocked words or invites from elsewhere in them
command-settings-unwanted-videos = What becomes of them
command-settings-credits = When moderators are warned that the bot's credits run low
command-settings-credits-below = Warn below this balance (0: never)
