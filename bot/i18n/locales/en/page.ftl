# The page that plays a video, for whoever has its link.

page-untitled = Music video
page-download = Download
page-ends = until { $day }
page-unknown-title = There is no video here
page-unknown = The address is wrong, or the video was deleted.
page-ended-title = This video is gone
page-ended = It was kept for some days only, or it was removed. Where it was posted on Discord, it says whether it can be made again.
button-page = Open page

button-files = Files
files-here = The video's poster, and its description to paste where you publish it.
files-lyrics = The video's poster, its description to paste where you publish it, and its lyrics with times.
error-files-gone = This video's files are gone: its link has ended. Have it made again.
files-poster = The video's poster. Its description and lyrics aren't given here: something in them is unwanted in this server.
button-lrc = Lyrics
lrc-here = The video's lyrics with their times, as an `.lrc` file.
error-lrc-none = This video has no lyrics.
error-lrc-unwanted = A word in this video's lyrics is on this server's block list, so they aren't given here.
