# Songs that members bring with /track. Terms as in bot.ftl; a song that lies in a server's library is
# a track like any other. Descriptions of commands have at most 100 characters, names of options are
# lowercase and without spaces.
option-file = file
option-title = title
option-artist = artist
option-cover = cover
option-track = track

command-track = Songs that this server brings itself
command-track-add = Bring a song, to have its music video made
command-track-add-file = The song: MP3, M4A, WAV, FLAC, OGG or the like
command-track-add-title = What it is called (default: as the file says)
command-track-add-artist = Who made it (default: as the file says)
command-track-add-cover = A picture for the cover: JPEG, PNG, WebP, GIF or BMP
command-track-list = Show the songs that can be chosen here
command-track-remove = Remove a song that you brought; moderators remove any of the server's
command-track-remove-track = The song: type its title and choose

track-added = 🎵 { $song }
    It is in this server's library now: `/musicvideo` offers it to everyone here, and you can have its video made right away.
button-make = Make its video
track-list-title = Songs of this server
track-list-empty = There are no songs yet. Bring one with `/track add`.
track-list-page = Page { $page } of { $pages }
track-take = take { $take }
track-from-host = for every server
track-from-member = from { $member }, { $day }
track-from-nobody = from { $day }
button-page-previous = Back
button-page-next = Next
track-removed = **{ $title }** is removed. Videos that were made of it stay.

error-track-no-audio = This file can't be read as audio. These are taken: { $formats }.
error-track-empty = This file is empty. Attach the song again.
error-track-broken = This song breaks off in the middle: a part of the file is missing. Attach it again, whole.
error-track-too-short = This song is shorter than a second. Attach a longer one.
error-track-too-long = This song is too long: songs of at most { $limit } min are taken.
error-track-too-big = This file is too large: at most { $limit } MB are taken. Attach a smaller one, for example as MP3.
error-track-cover-too-big = The cover is too large: at most { $limit } MB are taken. Attach a smaller picture.
error-track-no-picture = The cover can't be read as a picture. Attach a JPEG, PNG, WebP, GIF or BMP picture, or leave it out.
error-track-not-fetched = The file could not be fetched from Discord. Attach it again in a minute.
error-track-server-full = This server has brought as many songs as it may: { $limit }. Remove some with `/track remove`, or ask a moderator to.
error-track-server-bytes-full = This server's songs take as much room as they may: { $limit } MB. Remove some with `/track remove`, or ask a moderator to.
error-track-member-bytes-full = Your songs take as much room as one member's may, in all servers together: { $limit } MB. Remove some with `/track remove`.
error-track-disk-full = The studio's disk is full, so no song can be taken now. Tell the bot's host, who has to make room; what is there already stays.
error-track-not-taken = The song was not taken. Try again, with a title; if it stays, tell the bot's host.
error-track-silent = The studio does not answer at the moment. Look with `/track list` in a minute, then try again; if it stays, tell the bot's host.
error-track-adding = Your last song is still being looked at. Wait until that is done, then bring the next.
error-track-unknown = There is no such song in this server. Choose it from the list that appears while you type.
error-track-several = There are several songs of this name. Choose yours from the list that appears while you type.
error-track-not-yours = Somebody else brought this song: only they or a moderator can remove it.
error-track-of-host = The bot's host put this song here for every server; only the host can remove it.
error-track-in-work = The studio is still making a video of **{ $title }**, and finishes it even if it was cancelled. Remove the song after that: try again in a few minutes.
error-track-not-your-button = This button is for whoever brought the song. Name the song in `/musicvideo` instead.
error-track-gone = This song is not in this server's library, or not any more. Choose one from the list that appears while you type.
error-no-song = No song here fits "{ $text }". Choose one from the list that appears while you type, or bring your own with `/track add`.
error-songs-unasked = The studio could not be asked which songs there are. Try again in a minute; if it stays, tell the bot's host.
