# 日本語：モデレーター向けの /settings と /branding。用語は bot.ftl の冒頭に従い、さらに：
#   limit = 制限 · cool-down = 待ち時間 · block list = ブロックリスト · locked = 固定 ·
#   showcase = 紹介チャンネル · preview = プレビュー

# 動画のテキストに使えないもの
error-too-long = このテキストは動画には長すぎます。50 文字以内にしてください。
error-stacked = 文字の上に記号が重なりすぎていて、画面にはみ出してしまいます。普通の書き方にしてください。
error-mention = メンション、タイムスタンプ、サーバーの絵文字は動画に描けません。代わりに名前を書いてください。
error-invite = 招待リンクは動画に入れられません。取り除いて、もう一度リクエストしてください。
error-link = リンクは動画に入れられません。music.example のような名前だけなら使えます。

# ブランディング
choice-part-both = 署名と透かし
choice-part-author = 署名のみ
choice-part-watermark = 透かしのみ
choice-policy-default = 初期値：メンバーが自分のものを指定できます
choice-policy-locked = 固定：常にここでの設定を使います
branding-channel-title = チャンネルのブランディング
branding-channels = 独自の設定があるチャンネル
branding-nothing = なし（意図的）
branding-inherited = { $text }（サーバーの設定）
branding-open = メンバーは動画ごとに自分のものを指定できます。指定がなければ、これを使います。
branding-channel-reset = { $channel } の独自の設定を削除しました。今後はサーバーのブランディングを使います。
branding-footer = 各部分は、それぞれチャンネルの設定がサーバーの設定より優先されます。スレッドは親チャンネルに従います。
preview-title = プレビュー
preview-as-set = 現在の設定での動画の見た目です。動画は作成していません。
preview-as-given = ここで指定した内容では、動画はこのようになります。保存はされていません。保存するには `/branding set` を使ってください。
preview-described = ミュージックビデオの 1 コマ。カバーの署名：{ $author }。下部の透かし：{ $watermark }。
error-not-drawn = 画像を描けませんでした。1 分後にもう一度試してください。続く場合は、ボットの運営者に知らせてください。

# ブロックリスト
words-added = ブロックしました：||{ $word }||。今後メンバーは、どのように書いても署名や透かしに使えません。
words-added-songs = ブロックしました：||{ $word }||。今後メンバーは、どのように書いても署名、透かし、曲のタイトルやアーティスト名に使えません。
words-there = ||{ $word }|| はすでにブロックされています。
words-removed = ||{ $word }|| を再び許可しました。
words-not-there = ||{ $word }|| はブロックリストにありません。`/branding words show` で一覧を確認できます。
words-none = ブロックリストは空です。`/branding words add` で言葉を追加できます。
words-title = ブロックリスト：{ $count } / { $most }
words-in-file = リストが長く、1 つのメッセージに収まりません。全体はファイルにあります。
error-no-word = 検索できる文字や数字がありません。言葉を入力してください。前後のアスタリスク（*）は任意の文字を表します。
error-too-many-words = ブロックリストがいっぱいです（最大 { $most } 語）。先に 1 つ削除してください。

# /settings show
settings-title = このサーバーの設定
settings-access = リクエストできる人と場所
settings-limits = 制限
settings-used = 過去 24 時間の使用状況
settings-channels = チャンネル
settings-videos = 動画とメッセージ
settings-footer = ロールとチャンネルの制限は「サーバー管理」権限のあるメンバーには適用されません。件数の制限とブロックは全員に適用されます。作成中の動画への相乗りや、既存の動画のリクエストは数えません。
settings-version = ボットのバージョン：{ $version }
settings-roles = 次のロールを持つメンバーのみ：{ $roles }
settings-roles-all = すべてのメンバー
settings-where = 次のチャンネルのみ：{ $channels }
settings-where-all = すべてのチャンネル
settings-blocked = ブロック中（{ $count } 人）：{ $members }
settings-by-host = （ボットの運営者による設定）
settings-used-server = このサーバー：開始 { $started } 本、作成中 { $open } 本
settings-used-member = { $member }：開始 { $started } 本、作成中 { $open } 本
settings-used-again = 次に開始できるのは { $again } です。
settings-none = なし
settings-showcase = 紹介チャンネル：{ $channel }
settings-moderators = モデレーター用：{ $channel }
settings-language = 公開メッセージの言語：{ $language }
settings-language-discord = Discord でのサーバーの言語
settings-copy-on = サイズが収まる動画はコピーを添付し、リンクが切れた後も残します。
settings-copy-off = 動画はリンクのみで投稿し、コピーは添付しません。
settings-other-branding-post = ブランディングが固定の場所では、別のサーバーのブランディングの動画を注記付きで投稿します。
settings-other-branding-refuse = ブランディングが固定の場所では、別のサーバーのブランディングの動画を投稿しません。
settings-unwanted-refuse = このサーバーが望まない内容をテキストに含む動画は投稿しません。
settings-unwanted-hide = このサーバーが望まない内容をテキストに含む動画も投稿しますが、メッセージにはそのテキストを表示しません。
settings-warning = 残りクレジットが { $credits } を下回ると、モデレーターに警告します。
settings-warning-nowhere = 残りクレジットが { $credits } を下回ると警告しますが、送り先のチャンネルがまだありません。`/settings moderators` で選んでください。
settings-no-warning = クレジットが少なくなっても、モデレーターに警告しません。
limit-open-per-member = 同時に作成中にできる数（メンバーごと）
limit-daily-per-member = 24 時間に開始できる数（メンバーごと）
limit-cooldown-seconds = 次の開始までの待ち時間（メンバーごと）
limit-daily-per-server = 24 時間に開始できる数（サーバー全体）
limit-daily-per-host = 24 時間に開始できる数（全サーバー合計）
settings-limit = { $what }：**{ $value }**
limit-none = 制限なし
limit-no-cooldown = なし

# /settings の返答
settings-limits-saved = 制限を保存しました。`/settings show` で制限と使用状況を確認できます。
settings-roles-now = 今後、動画をリクエストできるのは次のいずれかのロールを持つメンバーだけです：{ $roles }。「サーバー管理」権限のあるメンバーは常にリクエストできます。
settings-roles-now-all = すべてのメンバーが動画をリクエストできるようになりました。
settings-channels-now = 今後、動画をリクエストできるのは次のチャンネル（スレッドを含む）だけです：{ $channels }。「サーバー管理」権限のあるメンバーはどこでもリクエストできます。
settings-channels-now-all = すべてのチャンネルで動画をリクエストできるようになりました。
settings-member-blocked = { $member } はこのサーバーで動画をリクエストできなくなりました。作成中のものは投稿されます。
settings-member-blocked-already = { $member } はすでにブロックされています。
settings-member-unblocked = { $member } は再び動画をリクエストできます。
settings-member-not-blocked = { $member } はブロックされていません。
settings-showcase-saved = 今後、全員が見られるチャンネルで完成した動画は { $channel } にも投稿されます。
settings-showcase-off = 完成した動画を別のチャンネルには投稿しなくなりました。
settings-moderators-saved = モデレーター向けのメッセージは { $channel } に届きます：投稿できなかったもの、報告、確認、設定の変更など。
settings-moderators-saved-public = モデレーター向けのメッセージは { $channel } に届きます：投稿できなかったもの、報告、確認、設定の変更など。⚠️ このチャンネルは誰でも読めます。非公開のチャンネルをおすすめします。
settings-moderators-off = モデレーターへのお知らせを停止しました。
settings-language-now = 今後の公開メッセージは{ $language }になります（すでにリクエスト済みの動画を除く）。
settings-language-now-discord = 公開メッセージは Discord でのサーバーの言語になります。コミュニティサーバーの設定で選べます。それ以外のサーバーは英語です。
choice-language-discord = Discord でのサーバーの言語
choice-other-branding-post = 注記付きで投稿する
choice-other-branding-refuse = 投稿しない
choice-unwanted-refuse = 投稿しない
choice-unwanted-hide = テキストに触れずに投稿する
error-nothing-given = 何も変更されませんでした。オプションを 1 つ以上選んでください。
settings-undo = ↩️ 元に戻すには { $command } を使います。
error-above-host = { $what }：ボットの運営者が許可する上限は { $most } です。何も変更されませんでした。
error-below-host = { $what }：ボットの運営者が求める下限は { $least } です。何も変更されませんでした。
error-channel-unknown = このチャンネルが見えません。閲覧を許可してから、もう一度選んでください。
error-channel-permissions = { $channel } での権限が足りません。次を許可してください：{ $permissions }。その後もう一度選んでください。何も変更されていません。
error-block-bot = ボットは動画をリクエストできないため、ブロックする必要はありません。

# オプション名
option-channel = チャンネル
option-without = なし
option-policy = ルール
option-part = 対象
option-word = 言葉
option-at-once = 同時
option-per-day = 一日
option-cooldown = 待ち時間
option-server-per-day = サーバー一日
option-reset = リセット
option-add = 追加
option-remove = 削除
option-clear = 解除
option-enabled = 有効
option-language = 言語
option-videos = 動画
option-warn-below = 警告値

# /branding の説明
command-branding-channel = 1 つのチャンネルとそのスレッド。省略するとサーバー全体
command-branding-set-without = 付けない（チャンネルでは、サーバーに設定があっても）
command-branding-policy = メンバーの指定を許可するか、設定を固定します
command-branding-policy-policy = 初期値または固定
command-branding-policy-part = 対象。省略すると署名と透かし
command-branding-preview = 動画を作らずに見た目を確認します
command-branding-preview-author = 保存せずに試す署名
command-branding-preview-watermark = 保存せずに試す透かし
command-branding-reset-part = 削除するもの（固定も解除）。省略するとすべて
command-branding-words = メンバーが動画に入れられない言葉
command-branding-words-add = 署名と透かしで使えない言葉を追加します
command-branding-words-add-word = 単語全体。前後のアスタリスク（*）は任意の文字を表します
command-branding-words-remove = 言葉を再び許可します
command-branding-words-remove-word = リストにある言葉
command-branding-words-show = ブロックリストを自分だけに表示します

# /settings の説明
command-settings = 動画をリクエストできる人・数・場所と、動画の扱い
command-settings-show = すべての設定と、制限の使用状況を表示します
command-settings-show-member = 使用状況を表示するメンバー。省略すると自分
command-settings-limits = メンバーとサーバー全体が開始できる動画の数
command-settings-limits-at-once = 1 人のメンバーが同時に作成中にできる動画の数
command-settings-limits-per-day = 1 人のメンバーが 24 時間に開始できる動画の数
command-settings-limits-cooldown = 次の開始まで待つ時間（分）。0 で待ち時間なし
command-settings-limits-server = メンバー全員で 24 時間に開始できる動画の数
command-settings-limits-reset = ここで指定しないものをボットの運営者の設定に戻します
command-settings-roles = 特定のロールを持つメンバーだけにリクエストを許可します
command-settings-roles-add = リクエストを許可するロール
command-settings-roles-remove = リストから外すロール
command-settings-roles-clear = 先にリストを空にします（全メンバーがリクエスト可能）
command-settings-channels = 特定のチャンネルだけでリクエストを許可します
command-settings-channels-add = チャンネルとそのスレッド、またはカテゴリー全体
command-settings-channels-remove = リストから外すチャンネルまたはカテゴリー
command-settings-channels-clear = 先にリストを空にします（全チャンネルで利用可能）
command-settings-block = メンバーの動画リクエストをブロックします
command-settings-block-member = メンバー
command-settings-unblock = ブロックしたメンバーのリクエストを再び許可します
command-settings-showcase = 公開チャンネルで完成した動画を再投稿するチャンネル
command-settings-showcase-channel = 再投稿先のチャンネル
command-settings-moderators = モデレーターへのお知らせを送るチャンネル
command-settings-moderators-channel = モデレーターだけが読むチャンネル
command-settings-off = オフにします
command-as-reset = 「リセット」の以前の名前
command-settings-reset = 最初の状態に戻します
command-settings-copy = リンクが切れても残るよう、動画のコピーを添付するかどうか
command-settings-copy-enabled = Discord の上限に収まるコピーを添付します
command-settings-language = ボットの公開メッセージの言語
command-settings-language-language = 言語
command-settings-other-branding = ブランディング固定時の、別サーバーのブランディングの動画の扱い
command-settings-other-branding-videos = 動画の扱い
command-settings-unwanted = ブロックした単語や外部の招待をテキストに含む動画の扱い
command-settings-unwanted-videos = 動画の扱い
command-settings-credits = クレジット残高が少ないときの警告
command-settings-credits-below = この残高を下回ったら警告します（0：警告しない）
