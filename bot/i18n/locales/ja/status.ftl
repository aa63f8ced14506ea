# bot.ftl の基本的な状態のほかに、状況メッセージで使う文です。用語は bot.ftl の冒頭と同じです。
#   place = 順番（スタジオの待ち行列で 1 から） · typical = 通常かかる時間
# { $when } と { $deadline } は Discord の相対時刻です（「2 分前」「5 分後」）。
status-place = ⏳ スタジオの**順番待ち { $place } 番目**です。動画はここに投稿されます。
status-turn = ⏳ **順番待ち { $place } 番目**です。動画はここに投稿されます。
status-paused = ⏸️ **一時停止中です。** モデレーターがこのサーバーの動画作成を一時停止しています。順番はそのままで、再開されると作成されてここに投稿されます。
status-asked = リクエスト：{ $when }
status-begun = 開始：{ $when }
status-seen = 確認：{ $when }
status-typical = 通常は約 { $typical }
status-expected = 所要時間は約 { $typical }
status-ready-in = 完成まで約 { $time }
status-overdue = ⏰ いつもより時間がかかっています（通常は約 { $typical }）。何もする必要はありません。遅くとも { $deadline } までに、結果をここでお知らせします。
# 送信が遅れている理由
status-again-maintenance = 🔧 動画サービスはメンテナンス中です。ボットが自動で再試行し、遅くとも { $deadline } までにここでお知らせします。
status-again-too-often = 🚦 動画サービスが混み合っています。ボットが自動で再試行し、遅くとも { $deadline } までにここでお知らせします。
status-again-unreachable = 📡 動画サービスに接続できません。ボットが自動で再試行し、遅くとも { $deadline } までにここでお知らせします。
status-again-timed-out = 📡 動画サービスからまだ確認が届いていません。二重に料金がかからないようボットが自動で確認し、遅くとも { $deadline } までにここでお知らせします。
status-again-already-exists = 🔎 この動画はすでにあると動画サービスが答えました。ボットが探しており、遅くとも { $deadline } までにここでお知らせします。
status-posting-again = 📬 **結果は出ています**が、まだここに投稿できていません。ボットが自動で再試行します。
status-existing = この動画は以前に作成されたもので、署名と透かしは当時のものです。
status-existing-plain = この動画は以前に作成されたもので、署名と透かしはありません。
status-refitting = 動画が Discord のここでの上限を超えたため、サイズを小さくして作り直しています。
status-deleted = 🗑️ **削除しました**（{ $when }）。
status-late-unposted = ✅ **遅れて完成しました。** ボタンを押すと、ここに投稿されます。
button-post = ここに投稿
