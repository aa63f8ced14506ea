# The demo's two servers, each in its language; the same words as in bot.ftl's head. Names of channels
# are lowercase and without spaces.
demo-server = Music community
demo-role = Moderators
demo-videos = music-videos
demo-videos-hint = Type /musicvideo
demo-thread = weekly-challenge
demo-thread-hint = A thread in #{ $channel }
demo-backstage = backstage
demo-backstage-hint = Only Mia and the moderators see this
demo-announcements = announcements
demo-announcements-hint = The bot may not write here
demo-showcase = showcase
demo-showcase-hint = For /settings: finished videos, once more (a week lasts 5 minutes here)
demo-moderators = moderators
demo-moderators-hint = For /settings: what moderators are told
demo-direct = Direct messages
demo-direct-hint = From the bot
demo-server-paid = Music club (the host has an API key)
demo-paid = paid-videos
demo-paid-hint = Copy the ids from a message into /musicvideo task_id: each video costs credits
