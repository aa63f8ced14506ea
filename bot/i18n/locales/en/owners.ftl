# Whose a song is, who may use it, and what becomes of it when it is reported. Terms as in bot.ftl; and:
#   report (tell moderators of a post) · take down (moderators: nobody here may use it any more)
option-use = use
option-signature = signature
option-signed-by = signed_by

command-track-add-use = Who may have videos of it made (default: everybody here)
command-track-edit = Choose who may use a song of yours, and its signature; moderators any of the server's
command-track-edit-track = The song: type its title and choose
command-track-edit-signature = The name that stands on its videos
command-track-edit-signed-by = Whether others may put a name of their own on its videos
choice-use-everyone = everybody here
choice-use-moderators = moderators and me
choice-use-owner = only me
choice-signed-by-owner = only by its owner and moderators
choice-signed-by-anyone = by everybody who may use it

track-rights-question = Before your first song: **is what you bring yours to share?** You made it, or whoever did lets you share it here. You are asked this once; moderators can take down what isn't.
button-rights = Yes, this is mine to share
track-rights-confirmed = ✔️ Thank you. Your song is being looked at …
track-rights-again = ✔️ Thank you, that is kept. The song itself waited too long: send `/track add` again.
track-added-signature = Its videos carry the signature **{ $text }**.
track-added-for-everyone = Everybody here may use it in `/musicvideo`. `/track edit` changes that.
track-added-for-moderators = Only you and moderators may use it in `/musicvideo`. `/track edit` changes that.
track-added-for-owner = Only you may use it in `/musicvideo`. `/track edit` changes that.
track-edited = ✔️ For **{ $title }** this holds from now on:
track-for-everyone = for everybody here
track-for-moderators = for its owner and moderators
track-for-owner = for its owner only
track-signature = signature: **{ $text }**
track-signature-server = signature: as this server has set it
track-signed-by-owner = only its owner and moderators may give another one
track-signed-by-anyone = everybody who may use it may give another one

error-track-for-owner = { $member } brought this song and keeps it to themselves. Ask them, or choose another song.
error-track-for-moderators = { $member } brought this song: only they and moderators may use it. Ask them, or choose another song.
error-signature-is = This song is from { $member }, and its videos carry the signature **{ $text }**. Only its owner and moderators may give another one: ask again without a signature.
error-signature-not-yours = This song is from { $member }: only they and moderators may put a signature on its videos. Ask again without a signature.
error-signature-repost = This video carries another signature than that of { $member }, whose song it is. Have it made again with `/musicvideo`.
error-track-taken-down = This server's moderators took this song down, so it can't be used here. Ask them if that is a mistake.

privacy-song-parts = -# Each with your user id, who may use it, its signature, where and when you brought it.
privacy-rights = • That you said that what you bring is yours to share ({ $day })
privacy-reports = • Videos that you reported: **{ $count }**
privacy-takedowns = • Songs of yours that moderators took down: **{ $count }**
privacy-question-rights = • Deleted: that you said that what you bring is yours to share, and your user id beside reports and songs that were taken down.

reason-taken-down = This server's moderators took this song down.
menu-report = Report this video
report-question = What is wrong with this video? Moderators get a link to this message, and see that it was you who reported it.
takedown-question = Take this down? Its song can't be used in this server any more, what is being made is cancelled, and all its videos are deleted here. `/videos restore` undoes it for { $days } days; deleted messages don't come back. Why:
report-placeholder = Choose a reason
report-reason-rights = it isn't theirs to share
report-reason-content = it is offensive or unwanted here
report-reason-other = something else
report-sent = 🚩 Moderators are told. Thank you.
error-report-twice = You have reported this already: moderators have still to decide.
error-report-nowhere = Nobody can be told from here: this server has set no channel for that. Write to somebody who may manage this server; they can take the video down with this same menu.
error-report-nothing = This message brings no video of this bot. Use the menu of the message that has the video.
notice-report = 🚩 { $member } has reported a video in { $channel }: { $link }
    Reason: { $reason }. *Take down* keeps its song from being used here and deletes all of its videos in this server.
button-takedown = Take down
button-leave = Leave it
report-taken-down = 🗑️ { $member } took this down.
report-left = ✔️ { $member } left this as it is.
takedown-done = 🗑️ **{ $title }** is taken down: nobody here can use it any more, and its videos are being deleted. `/videos restore` undoes it for { $days } days.
takedown-untitled = this song
error-taken-down-already = This was taken down already.
error-report-decided = Moderators have decided that already.

command-videos-taken-down = See what moderators took down here, when and why (for moderators)
command-videos-restore = Let a song be used again that was taken down (for moderators)
command-videos-restore-song = The song: type its title and choose
takedown-title = What was taken down here
takedown-empty = Nothing was taken down here.
takedown-line = **{ $title }** · { $reason } · { $member }, { $day }
takedown-owner = -# brought by { $member }
takedown-undone = -# undone by { $member }, { $day }
takedown-somebody = somebody
restore-done = ✔️ **{ $title }** can be used here again. Deleted messages don't come back: ask for the video with `/musicvideo`.
error-restore-unknown = No song that was taken down here fits that, or it was taken down more than { $days } days ago. Choose one from the list that appears while you type.
