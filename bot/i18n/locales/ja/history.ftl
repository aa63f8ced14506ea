# 履歴：リクエストされた動画と、それに対してまだできること。用語は bot.ftl と同じです。
# ほかに：post again = もう一度投稿する（既存の動画、無料） · make anew = 作り直す（新しい動画、料金が発生）。

option-video = 動画
option-member = メンバー
option-everyone = 全員
option-status-message = 状況メッセージ

command-videos = このサーバーでリクエストされた動画：一覧、再投稿、キャンセル、削除
command-videos-list = このサーバーでのあなたの動画を新しい順に表示します
command-videos-list-member = 誰の動画か（モデレーターのみ）
command-videos-list-everyone = 全員の動画（モデレーターのみ）
command-videos-status = 動画の状況を表示します
command-videos-repost = 完成した動画をこのチャンネルにもう一度投稿します
command-videos-cancel = まだ作成中の動画をキャンセルします
command-videos-delete = 投稿された動画をチャンネルから削除します
command-videos-delete-status = 状況を示していたメッセージも削除します（省略時は残します）
command-videos-video = タイトルの一部を入力して選びます

# メッセージのメニューの「アプリ」に表示：32 文字まで。
menu-musicvideo = ミュージックビデオを作る

history-title = このサーバーでのあなたの動画
history-title-everyone = このサーバーのすべての動画
history-title-member = メンバーの動画
history-none = まだありません。`/musicvideo` で最初の動画を作れます。
history-asked = リクエスト：{ $when }、{ $channel }
history-asked-by = リクエスト：{ $when }、{ $channel }、{ $member }
history-requested = リクエスト
history-link = リンク
history-queued = ⏳ 順番待ち
history-place = ⏳ スタジオの順番待ち { $place } 番目
history-turn = ⏳ 順番待ち { $place } 番目
history-paused = ⏸️ 待機中（モデレーターが一時停止しています）
history-submitting = ⏳ 動画サービスに送信中
history-rendering = 🎬 作成中
history-posting = 📬 完成、まもなくチャンネルに届きます
history-posted = ✅ 投稿済み：{ $link }
history-posted-direct = ✅ ダイレクトメッセージで送信済み。{ $why }
history-posted-parent = ✅ スレッドの外に投稿済み：{ $link }。{ $why }
history-deleted = 🗑️ 投稿後に削除：{ $when }
history-failed = ❌ 作成できませんでした。{ $reason }
history-unknown = ❔ 結果がわかりません。{ $reason }
history-cancelled = 🚫 キャンセル済み（料金は発生していません）
history-cancelled-free = 🚫 キャンセル済み
history-cancelled-late = 🚫 送信後にキャンセル済み（料金が発生した可能性があります）
history-undeliverable = 📪 完成しましたが、投稿されていません。{ $reason }
history-ends = リンクの期限：{ $day }
history-ends-soon = ⚠️ リンクはまもなく切れます（{ $when }）。その前に動画を保存してください
history-ended = リンクは切れています。動画がまだあるかどうかは、もう一度投稿するとわかります
history-ends-copy = リンクの期限：{ $day }（コピーは残ります）
history-ended-copy = リンクは切れていますが、メッセージに添付されたコピーは残っています
history-end-unknown = リンクがいつまで使えるかはわかりません
history-choose-placeholder = 詳しく見る動画を選んでください

button-repost = もう一度投稿
button-anew = 作り直す
button-newer = 新しい動画
button-older = 古い動画

# もう一度投稿された結果。
result-again = 🎬 { $member } さんがこのミュージックビデオをもう一度投稿しました：**{ $title }**
result-again-unnamed = 🎬 { $member } さんがこのミュージックビデオをもう一度投稿しました。

answer-posting-again = 動画をまもなくここに投稿します。
answer-video-gone = この動画のリンクは切れており、動画サービスにも動画が残っていません。作り直すことができますが、新しい動画と同じ料金が発生します。
answer-video-gone-free = この動画のリンクは切れており、動画サービスにも動画が残っていません。作り直すことができます。
answer-video-copied = この動画のリンクは切れており、動画サービスにも動画が残っていませんが、動画を届けたメッセージにコピーが添付されています：{ $link }。作り直すこともできますが、新しい動画と同じ料金が発生します。
answer-video-copied-free = この動画のリンクは切れており、動画サービスにも動画が残っていませんが、動画を届けたメッセージにコピーが添付されています：{ $link }。作り直すこともできます。
answer-no-video = 投稿できる完成した動画がありません。作り直すことができますが、新しい動画と同じ料金が発生します。
answer-no-video-free = 投稿できる完成した動画がありません。作り直すことができます。

error-others-videos = ここで見られるのは自分の動画です。ほかのメンバーの動画は、サーバーを管理できるメンバーだけが見られます。
error-which-video = 「{ $text }」がどの動画のことかわかりません。タイトルを入力し始めて、一覧から選んでください。
error-not-finished = この動画はまだ完成していません。完成すると自動的に投稿されます。
error-link-unknown = この動画のリンクは切れており、動画がまだ残っているかを今は動画サービスに確認できません。料金は発生していません。数分後にもう一度試してください。
error-link-unknown-free = この動画のリンクは終了しました。動画が残っているかを、今はスタジオに確認できません。数分後にもう一度お試しください。
error-hidden-channel = この動画は、あなたには見えないチャンネルでリクエストされました。もう一度投稿や作成ができるのは、リクエストしたメンバーだけです。
error-still-open = この動画はまだ作成中です。キャンセルするか、投稿されるまで待ってください。
error-nothing-to-delete = 削除するメッセージはもうありません。
error-thread-archived = このメッセージのスレッドはアーカイブされています。何か書き込んでスレッドを開いてから、もう一度削除してください。
error-delete-forbidden = そのチャンネルが見えなくなったため、メッセージを削除できません。モデレーターなら削除できます。
error-not-deleted = Discord でメッセージが削除されませんでした。1 分後にもう一度試してください。
error-no-track-here = このメッセージには曲が見つかりません。曲の ID かリンクがあるメッセージを選ぶか、`/musicvideo` のあとにタイトルを入力してください。
