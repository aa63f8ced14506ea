# 動画を再生するページです。リンクを知っている人が開けます。

page-untitled = ミュージックビデオ
page-download = ダウンロード
page-ends = { $day }まで
page-unknown-title = ここに動画はありません
page-unknown = アドレスが間違っているか、動画が削除されました。
page-ended-title = この動画はもうありません
page-ended = 公開期間が終わったか、削除されました。もう一度作れるかどうかは、Discord で投稿された場所で確認できます。
button-page = ページを開く

button-files = ファイル
files-here = 動画のポスターと、公開先に貼り付ける説明文です。
files-lyrics = 動画のポスターと、公開先に貼り付ける説明文と、時刻付きの歌詞です。
error-files-gone = この動画のファイルはもうありません。リンクの期限が切れています。もう一度作成してください。
files-poster = 動画のポスターです。説明文と歌詞には、このサーバーで望まれない内容が含まれているため、ここではお渡しできません。
button-lrc = 歌詞
lrc-here = 動画の時刻付きの歌詞です（`.lrc` ファイル）。
error-lrc-none = この動画には歌詞がありません。
error-lrc-unwanted = この動画の歌詞に、このサーバーのブロックリストにある単語が含まれているため、ここではお渡しできません。
