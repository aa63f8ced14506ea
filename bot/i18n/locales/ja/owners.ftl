# 日本語：曲の持ち主、使える人、通報されたときの扱い。用語は bot.ftl のとおり。ほかに：
#   report = 通報 · take down = 公開停止
option-use = 使える人
option-signature = 署名
option-signed-by = 署名する人

command-track-add-use = この曲の動画を作れる人（指定しない場合：ここの全員）
command-track-edit = 自分の曲を使える人と署名を決める。モデレーターはサーバーのどの曲でも決められます
command-track-edit-track = 曲：タイトルを入力して選択
command-track-edit-signature = 動画に入れる名前
command-track-edit-signed-by = ほかの人が動画に自分の名前を入れてよいか
choice-use-everyone = ここの全員
choice-use-moderators = モデレーターと自分
choice-use-owner = 自分だけ
choice-signed-by-owner = 持ち主とモデレーターだけ
choice-signed-by-anyone = 使える人なら誰でも

track-rights-question = 最初の曲の前に確認します。**持ち込む曲は、あなたが共有してよいものですか？** 自分で作ったか、作った人がここでの共有を認めている曲です。確認は一度だけです。そうでない曲は、モデレーターが公開停止にできます。
button-rights = はい、共有してよい曲です
track-rights-confirmed = ✔️ ありがとうございます。曲を確認しています…
track-rights-again = ✔️ ありがとうございます。記録しました。曲は時間切れになったので、もう一度 `/track add` を使ってください。
track-added-signature = 動画には署名 **{ $text }** が入ります。
track-added-for-everyone = ここの全員が `/musicvideo` で使えます。`/track edit` で変更できます。
track-added-for-moderators = あなたとモデレーターだけが `/musicvideo` で使えます。`/track edit` で変更できます。
track-added-for-owner = あなただけが `/musicvideo` で使えます。`/track edit` で変更できます。
track-edited = ✔️ **{ $title }** の現在の設定：
track-for-everyone = ここの全員が使えます
track-for-moderators = 持ち主とモデレーターだけが使えます
track-for-owner = 持ち主だけが使えます
track-signature = 署名：**{ $text }**
track-signature-server = 署名：このサーバーの設定どおり
track-signed-by-owner = 別の署名を付けられるのは持ち主とモデレーターだけです
track-signed-by-anyone = 使える人なら誰でも別の署名を付けられます

error-track-for-owner = この曲は { $member } さんが持ち込んだもので、本人だけが使えます。本人に頼むか、ほかの曲を選んでください。
error-track-for-moderators = この曲は { $member } さんが持ち込んだもので、本人とモデレーターだけが使えます。本人に頼むか、ほかの曲を選んでください。
error-signature-is = この曲は { $member } さんのもので、動画には署名 **{ $text }** が入ります。別の署名を付けられるのは持ち主とモデレーターだけです。署名を付けずに、もう一度リクエストしてください。
error-signature-not-yours = この曲は { $member } さんのものです。動画に署名を付けられるのは本人とモデレーターだけです。署名を付けずに、もう一度リクエストしてください。
error-signature-repost = この動画には、曲の持ち主 { $member } さんのものではない署名が入っています。`/musicvideo` で作り直してください。
error-track-taken-down = この曲はこのサーバーのモデレーターが公開停止にしたため、ここでは使えません。間違いだと思うときは、モデレーターに聞いてください。

privacy-song-parts = -# それぞれにユーザー ID、使える人、署名、持ち込んだ場所と時刻が付いています。
privacy-rights = • 持ち込む曲を共有してよいと確認したこと（{ $day }）
privacy-reports = • 通報した動画：**{ $count }**
privacy-takedowns = • モデレーターが公開停止にしたあなたの曲：**{ $count }**
privacy-question-rights = • 削除：共有してよいと確認したこと、通報と公開停止の記録に付いているユーザー ID。

reason-taken-down = このサーバーのモデレーターがこの曲を公開停止にしました。
menu-report = この動画を通報
report-question = この動画のどこに問題がありますか？ モデレーターには、このメッセージへのリンクと、通報したのがあなたであることが伝わります。
takedown-question = これを公開停止にしますか？ この曲はこのサーバーで使えなくなり、進行中のものはキャンセルされ、ここにある動画はすべて削除されます。{ $days } 日以内なら `/videos restore` で取り消せますが、削除されたメッセージは戻りません。理由：
report-placeholder = 理由を選択
report-reason-rights = 共有してよい曲ではない
report-reason-content = 不快、またはここにふさわしくない
report-reason-other = その他
report-sent = 🚩 モデレーターに伝えました。ありがとうございます。
error-report-twice = すでに通報済みです。モデレーターの判断を待っています。
error-report-nowhere = ここからは誰にも伝えられません。このサーバーには、そのためのチャンネルが設定されていません。サーバーを管理できる人に連絡してください。その人は同じメニューから動画を公開停止にできます。
error-report-nothing = このメッセージにはこのボットの動画がありません。動画のあるメッセージのメニューを使ってください。
notice-report = 🚩 { $member } さんが { $channel } の動画を通報しました：{ $link }
    理由：{ $reason }。「公開停止」にすると、曲はここで使えなくなり、このサーバーの動画はすべて削除されます。
button-takedown = 公開停止
button-leave = そのままにする
report-taken-down = 🗑️ { $member } さんが公開停止にしました。
report-left = ✔️ { $member } さんがそのままにしました。
takedown-done = 🗑️ **{ $title }** を公開停止にしました。ここでは誰も使えなくなり、動画を削除しています。{ $days } 日以内なら `/videos restore` で取り消せます。
takedown-untitled = この曲
error-taken-down-already = すでに公開停止になっています。
error-report-decided = モデレーターがすでに判断しました。

command-videos-taken-down = ここで公開停止になったものと、その日時と理由を見る（モデレーター用）
command-videos-restore = 公開停止になった曲をまた使えるようにする（モデレーター用）
command-videos-restore-song = 曲：タイトルを入力して選択
takedown-title = ここで公開停止になったもの
takedown-empty = ここで公開停止になったものはありません。
takedown-line = **{ $title }** ・{ $reason } ・{ $member }、{ $day }
takedown-owner = -# 持ち込み：{ $member }
takedown-undone = -# 取り消し：{ $member }、{ $day }
takedown-somebody = 誰か
restore-done = ✔️ **{ $title }** をまたここで使えるようにしました。削除されたメッセージは戻りません。動画は `/musicvideo` でリクエストしてください。
error-restore-unknown = 当てはまる公開停止中の曲がないか、公開停止から { $days } 日を過ぎています。入力中に表示される一覧から選んでください。
