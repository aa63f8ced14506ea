# 日本語。です・ます調で、用語は次のとおり統一します。
#   video = 動画 · track = 曲 · take = テイク · task = タスク · music video = ミュージックビデオ
#   signature = 署名 · watermark = 透かし · branding = ブランディング
#   server = サーバー · member = メンバー · moderator = モデレーター · host = ボットの運営者
#   video service = 動画サービス · music service = 音楽サービス · charged = 料金が発生する
# 権限の名前は Discord の日本語表示に合わせます。

# 状況メッセージ
status-title = ミュージックビデオ：{ $title }
status-title-unnamed = ミュージックビデオ
status-queued = ⏳ **順番待ちです。** 動画はここに投稿されます。
status-submitting = ⏳ **動画サービスに送信しています。**
status-rendering = 🎬 **作成中です。** 動画はここに投稿されます。
status-posting = 📬 **完成しました。** まもなくこのチャンネルに届きます。
status-posted = ✅ **完成しました：** { $link }
status-late = ✅ **遅れて完成しました：** { $link }
status-failed = ❌ **作成できませんでした。** { $reason }
status-unknown = ❔ **結果がわかりません。** { $reason }
status-cancelled = 🚫 **キャンセルしました。** 料金は発生していません。
status-cancelled-free = 🚫 **キャンセルしました。** 動画は投稿されません。
status-cancelled-late = 🚫 **キャンセルしました。** すでに送信済みのため、動画が作成され料金が発生する場合がありますが、投稿はされません。
status-cancelled-late-free = 🚫 **キャンセルしました。** あなたの分は投稿されません。ほかの人も同じ動画を待っているため、動画の作成は続きます。
status-undeliverable = 📪 **完成しましたが、投稿できませんでした。** { $reason }
status-length = 長さ
status-asked-by = -# リクエスト：{ $member }
status-author = 署名
status-watermark = 透かし
status-link-name = 動画を見る

# 結果
result-ready = 🎬 { $member } さん、ミュージックビデオが完成しました：**{ $title }**
result-ready-unnamed = 🎬 { $member } さん、ミュージックビデオが完成しました。
result-length = （{ $length }）
result-author = 署名：{ $author }
result-watermark = 透かし：{ $watermark }
result-existing = 以前に作られた動画なので、署名と透かしは当時のものです
result-existing-plain = 以前に作られた動画なので、署名と透かしはありません
result-may-have-ended = 古い動画のため、リンクが切れている可能性があります
result-ends = リンクの期限：{ $day }
result-failed = ❌ { $member } さん、**{ $title }** の動画は作成できませんでした。{ $reason }
result-failed-unnamed = ❌ { $member } さん、動画は作成できませんでした。{ $reason }
result-unknown = ❔ { $member } さん、**{ $title }** の動画がどうなったかわかりません。{ $reason }
result-unknown-unnamed = ❔ { $member } さん、動画がどうなったかわかりません。{ $reason }
result-file-name = ミュージックビデオ：{ $title }
result-file-name-unnamed = ミュージックビデオ

button-cancel = キャンセル
button-retry = もう一度試す
button-check = もう一度確認する
button-delete = 削除

# 理由
reason-already-exists = 動画サービスによると、この曲の動画はすでにありますが、場所がわかりません。このボット以外で作られたもので、今回の料金は発生していません。
reason-audio-unavailable = 曲の音声を取得できませんでした。削除された可能性があります。曲を作り直してから、もう一度リクエストしてください。
reason-bad-request = 動画サービスがリクエストを理解できませんでした。ボットの運営者に知らせてください。それまでは、もう一度試しても変わりません。
reason-blocked = 動画サービスがボットの接続を拒否しました。ボットの運営者に知らせてください。料金は発生していません。
reason-build-failed = 動画を作成できませんでした。もう一度試してください。それでも失敗する場合は、曲が壊れている可能性があります。ほかの曲でも失敗する場合は、ボットの運営者に知らせてください。
reason-cancelled = 送信前にキャンセルされました。料金は発生していません。
reason-deadline = 動画サービスが時間内に完成させず、理由も示しませんでした。料金が発生した可能性があります。後から動画が届いた場合は、ここに投稿されます。
reason-deadline-free = スタジオが時間内に完成させず、理由も示しませんでした。後から動画が届いた場合は、ここに投稿されます。
reason-invalid = 動画サービスがこの内容を受け付けませんでした。ID、署名、透かしを確認して、もう一度リクエストしてください。
reason-key-limit = 動画サービスでのボットのキーが上限に達しています。料金は発生していません。ボットの運営者が上限を上げる必要があります。
reason-maintenance = 動画サービスのメンテナンスが長引いています。料金は発生していません。しばらくしてからもう一度試してください。
reason-no-credits = 動画サービスのクレジットが足りません。料金は発生していません。ボットの運営者によるチャージが必要です。
reason-not-found = 動画サービスにこの曲がありません。別のアカウントで作られたか、古すぎます。両方の ID を確認するか、入力中に表示される一覧から選んでください。
reason-other = 動画サービスに拒否されましたが、理由はこのボットにはわかりません。しばらくしてからもう一度試してください。続く場合は、ボットの運営者に知らせてください。
reason-queue-cleared = モデレーターがこのサーバーの待ち行列を空にしました。料金は発生していません。もう一度リクエストできます。
reason-queue-cleared-free = モデレーターがこのサーバーの待ち行列を空にしました。もう一度リクエストできます。
reason-server-error = 動画サービスでエラーが起きました。数分後にもう一度試してください。
reason-studio-full = スタジオのディスクがいっぱいのため、動画を作成できませんでした。ボットの運営者が空きを作る必要があります。
reason-studio-not-writable = スタジオのディスクに書き込めないため、動画を作成できませんでした。曲に問題はありません。ボットの運営者に知らせてから、もう一度試してください。
reason-timed-out = 動画サービスの処理に時間がかかりすぎました。数分後にもう一度試してください。
reason-too-large = 曲が大きすぎて、動画サービスでは扱えません。短い曲を選んでください。
reason-too-often = 動画サービスの混雑が長引いています。料金は発生していません。しばらくしてからもう一度試してください。
reason-unanswered = 動画サービスが注文を受け付けたかどうか、返答がありませんでした。動画が作成され、料金が発生する可能性があります。二重払いを防ぐため、もう一度注文することはありません。後から動画が届いた場合は、ここに投稿されます。ボットの運営者がサービス側で確認できます。
reason-unreachable = 動画サービスに接続できませんでした。料金は発生していません。しばらくしてからもう一度試してください。
reason-unsupported = 動画サービスは現在これに対応していません。ボットの運営者に知らせてください。
reason-wrong-key = 動画サービスがボットのキーを受け付けません。料金は発生していません。ボットの運営者によるキーの更新が必要です。
reason-channel-gone = チャンネルがもうありません。
reason-file-too-large = 動画は完成しましたが、縮小しても、ボットがここにアップロードできるサイズを超えています。ボットの運営者が `callback.public_url` を設定すると、代わりにリンクが投稿されます。
reason-link-ended = 動画は完成していましたが、その後削除されました。もう一度リクエストすると、新しく作られます。
reason-locked = スレッドがロックされています。
reason-no-permission = ボットがこのチャンネルに書き込めなくなりました。チャンネルの閲覧、メッセージの送信、ファイルの添付を許可してから、もう一度リクエストしてください。動画は残っています。
reason-post-refused = Discord がメッセージを拒否しました。ボットの運営者に知らせてください。
reason-post-unknown = Discord からメッセージの確認が取れず、チャンネルを読み返すこともできないため、再送しませんでした。見当たらない場合は、もう一度リクエストしてください。動画は残っています。
reason-none = 理由は示されませんでした。

# お断り
error-no-id = 「{ $text }」に ID が見つかりません。曲のタイトルを入力して一覧から選ぶか、音楽サービスに表示されるタスク ID（とオーディオ ID）を貼り付けてください。
error-missing-permissions = ここでは権限が足りません。このチャンネルで次の権限を許可するよう、モデレーターに頼んでください：{ $permissions }
error-not-allowed = サーバーを管理できるメンバーだけが使えます。
error-only-in-servers = ここでは使えません。
error-too-many-open = このサーバーでメンバーが同時に作成できる動画の上限（{ $most } 本）に達しています。どれかが完成してから、もう一度リクエストしてください。
error-command-changed = このコマンドは変更されました。Discord を再読み込み（Ctrl+R、またはアプリを再起動）して、もう一度試してください。
error-database = ボットは現在何も保存できないため、何も開始していません。1 分後にもう一度試してください。続く場合は、ボットの運営者に知らせてください。
error-database-full = ボットのデータベースがあるディスクがいっぱいのため、何も開始していません。ボットの運営者に知らせてください。空きができれば、作成中のものは自動で再開します。
error-stopping = 現在ボットを再起動しています。1 分後に、操作が完了しているか確かめてください。完了していない場合は、もう一度試してください。
error-unexpected = ボットの内部で問題が起きました。もう一度試してください。続く場合は、この番号をボットの運営者に伝えてください：{ $number }
error-unknown-task = 音楽サービスには、このタスクの完成した曲がありません。ID を確認してください。できたばかりの曲の場合は、完成するまで待ってください。
error-unknown-track = このタスクには ID { $audio } の曲がありません。一覧から選ぶか、`audio_id` を省略してください。
error-lookup-failed = このタスクにどの曲があるか、音楽サービスに確認できませんでした。1 分後にもう一度試すか、オーディオ ID も入力してください。
error-empty-branding = 設定するものを指定してください：テキスト、スタイル、形、色、フォント、カードのいずれか。
error-text-and-none = テキストを入力すると同時に、なしにすること（`なし`）も選んでいます。何も変更していません。どちらか一方だけを指定してください。
error-invisible = このテキストには見える文字がありません。書き直してください。
error-not-yours = この動画をリクエストしたメンバーかモデレーターだけが操作できます。
error-gone = 古すぎるため、ボットの記録に残っていません。
error-menu-old = このメニューは古くなりました。もう一度コマンドを使ってください。
error-too-late = もうキャンセルできません。結果はすでにこのチャンネルにあるか、まもなく届きます。
error-cancelled-already = すでにキャンセルされています。

permission-view-channel = チャンネルを見る
permission-connect = 接続
permission-send-messages = メッセージを送信
permission-send-messages-in-threads = スレッドでメッセージを送信
permission-embed-links = 埋め込みリンク
permission-attach-files = ファイルを添付
permission-read-message-history = メッセージ履歴を読む
permission-add-reactions = リアクションの追加
permission-pin-messages = メッセージをピン留め

# 本人だけに見える返事
answer-choose = このタスクには曲が { $count } 件あります。どれを動画にしますか？
answer-choose-among = 当てはまる曲が複数あります。どれを動画にしますか？
answer-choose-placeholder = 曲を選んでください
answer-chosen = 選択：**{ $title }**
answer-chosen-unnamed = 選択しました。
answer-started = 見つかりました。動画のリクエストは下に表示されます。
answer-repeat = この動画はすでに作成中です。このチャンネルに投稿されます：{ $link }
answer-repeat-without-status = この動画はすでに作成中です。このチャンネルに投稿されます。
answer-posted-already = この動画はすでにここに投稿されています：{ $link }。あえてもう一度投稿するには、`/videos repost` を使ってください。
answer-taken = 受け付けました。動画は作成中です。このチャンネルに投稿されます。
answer-deleted = 削除しました。
track-choice = { $title } · テイク { $take } · { $length }
track-choice-no-length = { $title } · テイク { $take }
track-unnamed = 無題の曲 { $id }

branding-title = このサーバーのブランディング
branding-none = ブランディングは設定されていません。メンバーは動画ごとに署名と透かしを指定できます。
branding-author = カバーの署名
branding-watermark = 透かし
branding-unset = 未設定
branding-saved = 保存しました。今後は次の設定になります：
branding-reset = ブランディングを解除しました。
branding-reset-author = 署名を解除しました。現在の設定は次のとおりです：
branding-reset-watermark = 透かしを解除しました。現在の設定は次のとおりです：
branding-nothing-to-reset = 解除するブランディングはありませんでした。
