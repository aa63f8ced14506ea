# /settings log とモデレーターへの通知（誰が何を変更したか）の文です。用語は bot.ftl の冒頭と同じです。
# { $old } と { $new } は値です（チャンネル、数、引用符つきの文字列）。
command-settings-log = 誰がいつどの設定を変更したか

log-title = 設定の変更履歴
log-none = まだ変更はありません。
log-kept = 保存期間：{ $days } 日
log-nobody = データを削除した人
log-line = { $member }：{ $what }
log-changed = **{ $name }**：{ $old } → { $new }
log-changed-in = { $channel } の**{ $name }**：{ $old } → { $new }
log-role-added = { $subject } は動画をリクエストできます
log-role-removed = { $subject } をロールの一覧から外しました
log-channel-added = { $subject } で動画をリクエストできます
log-channel-removed = { $subject } をチャンネルの一覧から外しました
log-member-added = { $subject } をブロックしました
log-member-removed = { $subject } のブロックを解除しました
log-word-added = ||{ $word }|| を禁止しました
log-word-removed = ||{ $word }|| の禁止を解除しました
log-queue-paused = 待ち行列を一時停止しました
log-queue-resumed = 待ち行列を再開しました
log-queue-cleared = 待ち行列を空にしました（{ $count } 件）
log-unset = 未設定
log-on = オン
log-off = オフ
notice-settings-changed = 🛠️ このサーバーの設定が変更されました：

# 設定の名前です。
log-name-language = 公開メッセージの言語
log-name-showcase-channel-id = ショーケースのチャンネル
log-name-moderators-channel-id = モデレーターのチャンネル
log-name-keeps-copy = 添付コピー
log-name-status-mode = 動画ごとのメッセージ数
log-name-other-branding = 別のブランディングの動画
log-name-unwanted-texts = 不適切な文字のある動画
log-name-open-per-member = メンバーの同時リクエスト数
log-name-daily-per-member = メンバーの 1 日の動画数
log-name-cooldown-seconds = 次の動画までの間隔
log-name-daily-per-server = サーバーの 1 日の動画数
log-name-warn-below-credits = クレジット残高の警告
log-name-author = 署名
log-name-domain-name = 透かし
log-name-author-policy = 署名のルール
log-name-domain-name-policy = 透かしのルール
log-name-look = 見た目
log-name-shape = 形
log-name-colours = 色
log-name-font = 書体
log-name-logo = ロゴ
log-name-intro = 最初のカード
log-name-outro = 最後のカード
log-name-look-policy = 見た目のルール
log-name-shape-policy = 形のルール
log-name-colours-policy = 色のルール
log-name-font-policy = 書体のルール
log-name-logo-policy = ロゴのルール
log-name-cards-policy = カードのルール
