# 日本語：メンバーが /track で持ち込む曲。用語は bot.ftl と同じ。library = ライブラリ。メンバーが
# 持ち込んだものは「曲」と呼びます。オプション名には空白を入れません。
option-file = ファイル
option-title = タイトル
option-artist = アーティスト
option-cover = カバー
option-track = 曲

command-track = このサーバーが持ち込む曲
command-track-add = 曲を持ち込んで、ミュージックビデオを作れるようにします
command-track-add-file = 曲のファイル：MP3、M4A、WAV、FLAC、OGG など
command-track-add-title = 曲名（省略するとファイルの情報を使います）
command-track-add-artist = アーティスト名（省略するとファイルの情報を使います）
command-track-add-cover = カバーの画像：JPEG、PNG、WebP、GIF、BMP
command-track-list = ここで選べる曲を表示します
command-track-remove = 自分が持ち込んだ曲を削除します。モデレーターはサーバーのどの曲でも削除できます
command-track-remove-track = 曲：タイトルを入力して選びます

track-added = 🎵 { $song }
    このサーバーのライブラリに追加しました。`/musicvideo` でここの全員が選べます。すぐに動画を作ることもできます。
button-make = 動画を作る
track-list-title = このサーバーの曲
track-list-empty = まだ曲がありません。`/track add` で持ち込んでください。
track-list-page = { $page } / { $pages } ページ
track-take = テイク { $take }
track-from-host = すべてのサーバー向け
track-from-member = { $member }、{ $day }
track-from-nobody = { $day }
button-page-previous = 前へ
button-page-next = 次へ
track-removed = **{ $title }** を削除しました。すでに作られた動画は残ります。

error-track-no-audio = このファイルは音声として読み取れません。使える形式：{ $formats }
error-track-empty = このファイルは空です。曲をもう一度添付してください。
error-track-broken = この曲は途中で切れています。ファイルの一部が足りません。完全なファイルをもう一度添付してください。
error-track-too-short = この曲は 1 秒より短いです。もっと長い曲を添付してください。
error-track-too-long = この曲は長すぎます。{ $limit } 分までです。
error-track-too-big = このファイルは大きすぎます。{ $limit } MB までです。MP3 などの小さいファイルを添付してください。
error-track-cover-too-big = カバーの画像が大きすぎます。{ $limit } MB までです。小さい画像を添付してください。
error-track-no-picture = カバーを画像として読み取れません。JPEG、PNG、WebP、GIF、BMP の画像を添付するか、カバーを省略してください。
error-track-not-fetched = Discord からファイルを取得できませんでした。1 分後にもう一度添付してください。
error-track-server-full = このサーバーにはすでに { $limit } 曲あり、これ以上は追加できません。`/track remove` で減らすか、モデレーターに頼んでください。
error-track-server-bytes-full = このサーバーの曲は、使える容量 { $limit } MB をすべて使っています。`/track remove` で減らすか、モデレーターに頼んでください。
error-track-member-bytes-full = あなたの曲は、全サーバー合計で 1 人が使える容量 { $limit } MB をすべて使っています。`/track remove` で減らしてください。
error-track-disk-full = スタジオのディスクがいっぱいで、今は曲を追加できません。空きを作れるのはボットの運営者なので、知らせてください。すでにある曲はそのまま残ります。
error-track-not-taken = 曲を追加できませんでした。タイトルを付けてもう一度試してください。続くようなら、ボットの運営者に知らせてください。
error-track-silent = スタジオが今は応答しません。1 分後に `/track list` で確かめてから、もう一度試してください。続くようなら、ボットの運営者に知らせてください。
error-track-adding = 前の曲をまだ確認しています。終わってから次の曲を持ち込んでください。
error-track-unknown = このサーバーにそのような曲はありません。入力中に表示される一覧から選んでください。
error-track-several = 同じ名前の曲がいくつかあります。入力中に表示される一覧から選んでください。
error-track-not-yours = この曲はほかの人が持ち込みました。削除できるのは、その人かモデレーターだけです。
error-track-of-host = この曲はボットの運営者がすべてのサーバー向けに置いたものです。削除できるのは運営者だけです。
error-track-in-work = スタジオが **{ $title }** の動画をまだ作成しています。キャンセルされた動画も最後まで作成されます。曲の削除はその後にできます。数分後にもう一度お試しください。
error-track-not-your-button = このボタンは曲を持ち込んだ人のものです。代わりに `/musicvideo` で曲を選んでください。
error-track-gone = この曲はこのサーバーのライブラリにないか、削除されています。入力中に表示される一覧から選んでください。
error-no-song = 「{ $text }」に合う曲はここにありません。入力中に表示される一覧から選ぶか、`/track add` で曲を持ち込んでください。
error-songs-unasked = どの曲があるか、スタジオに確認できませんでした。1 分後にもう一度試してください。続くようなら、ボットの運営者に知らせてください。
