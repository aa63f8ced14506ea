# /videos queue のカードの文です。サーバーで作成中・待機中の動画と、モデレーターの操作を扱います。用語は
# bot.ftl の冒頭と同じです。{ $when } は Discord の相対時刻です。
command-videos-queue = このサーバーで作成中・待機中の動画と、完成までの時間

queue-title = このサーバーで進行中の動画
queue-none = 進行中の動画はありません。
queue-counts = 🎬 作成中：{ $made } · ⏳ 待機中：{ $waiting }
queue-paused = ⏸️ モデレーターが **一時停止** しました（{ $when }）。作成中の動画は完成します。それ以外は新しいリクエストも含めて待機し、モデレーターが再開すると続きます。
queue-own = あなたの動画
queue-others = ほかの人の動画
queue-more = ほか { $count } 件
queue-clear-question = 待機中・作成中の動画 { $count } 件をキャンセルします。それぞれのメンバーにお知らせし、料金は発生しません。待ち行列を空にしますか？
queue-clear-question-free = 待機中・作成中の動画 { $count } 件をキャンセルし、それぞれのメンバーにお知らせします。待ち行列を空にしますか？
queue-clear-kept = { $count } 件は残ります。動画サービスがすでに受け付け、料金が発生するためです。
queue-clear-nothing = 待機中・作成中の動画はありません。
queue-cleared = 完了しました。{ $count } 件をキャンセルし、メンバーにお知らせします。
queue-kept = 何も変更していません。

button-queue-show = 更新
button-queue-pause = 一時停止
button-queue-resume = 再開
button-queue-clear = 空にする…
button-queue-clear-now = 待ち行列を空にする
button-queue-keep = そのままにする
