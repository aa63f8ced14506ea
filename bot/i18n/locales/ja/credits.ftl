# 日本語：残高、支出、誰が何を作らせたか。用語は bot.ftl の冒頭に従い、さらに：
#   balance = 残高 · credits = クレジット（動画サービスでのボットのもの） · record = 記録
option-days = 日数

command-credits = 残高、このサーバーの支出、誰がどの動画を作ったか
command-credits-show = ボットの残高と、このサーバーの今月の支出を表示します
command-credits-record = 誰が、いつ、どこで、どの動画をリクエストし、料金が発生したかを表示します
command-credits-export = 記録を表計算ソフト用のファイル（CSV）で受け取ります
command-credits-member = このメンバーがリクエストしたものだけ
command-credits-days = 何日前までさかのぼるか（既定：31）
command-videos-record = モデレーター用：誰がいつどこで、どの動画を作ったかを見る
command-videos-record-days = 指定した日数分を表計算用ファイル（CSV）で受け取る
command-settings-credits-clear = ボットの運営者の設定に従って警告します

credits-title = クレジット
credits-free = 動画はボット自身のスタジオで作成されるため、料金はかかりません。
credits-lyrics = -# 時間付きの歌詞は、曲ごとに一度だけ音楽サービスから取得し、1 曲あたり約 { $price } クレジットかかります。
credits-unknown = 現在、残高を確認できません。数分後にもう一度試してください。
credits-balance = ボットのアカウントの残高：**{ $credits }** クレジット（確認：{ $when }）
credits-low = ⚠️ 残りわずかです。動画およそ { $count } 本分です。ボットの運営者によるチャージが必要です。
credits-month = 今月のこのサーバー
credits-since = -# { $day } から
credits-charged = • 料金が発生した動画：**{ $count }** 本（約 { $credits } クレジット）
credits-charged-known = • 料金が発生した動画：**{ $count }** 本（{ $credits } クレジット）
credits-charged-partly = • 料金が発生した動画：**{ $count }** 本（{ $credits } クレジット、価格が不明な分は約 { $estimate }）
credits-forgotten = • うち記録に残っていないもの：**{ $count }** 本（メンバーがデータを削除したため）
credits-doubtful = • 料金が発生したかもしれないもの：**{ $count }** 本（失敗したか、結果が不明）
credits-pending = • 作成中：**{ $count }** 本
credits-estimate = -# 動画サービスが価格を通知しなかった分は、1 本 { $price } クレジットの概算です。動画は、最初にリクエストされたサーバーで数えます。
credits-counts = -# 動画は、最初にリクエストされたサーバーで数えます。
credits-exported = 過去 { $days } 日間の記録：{ $count } 件。メンバーの ID が含まれるので、取り扱いにご注意ください。
credits-exported-part = 全体は長すぎるため、新しいものだけを含みます。

record-title = **誰が何を作ったか**
record-none = 記録はありません。
record-untitled = 無題の曲
record-outcome-open = 進行中
record-outcome-posted = 投稿済み
record-outcome-deleted = 投稿後に削除
record-outcome-failed = 作成できず
record-outcome-unknown = 結果不明
record-outcome-cancelled = キャンセル
record-outcome-undeliverable = 投稿できず
record-charge-charged = 料金あり
record-charge-doubtful = 料金が発生した可能性あり
record-charge-pending = 料金は未確定
record-charge-nothing = 料金なし
record-charge-free = 無料
record-column-asked = リクエスト日時 (UTC)
record-column-member = メンバー
record-column-channel = チャンネル
record-column-channel-id = チャンネル ID
record-column-title = タイトル
record-column-task = タスク ID
record-column-audio = 曲 ID
record-column-signature = 署名
record-column-watermark = 透かし
record-column-outcome = 結果
record-column-charge = 料金
record-column-ended = 終了日時 (UTC)
record-column-message = メッセージ
button-record-newer = ◀ 新しいもの
button-record-older = 古いもの ▶

notice-low-credits = ⚠️ **ボットのクレジットが残りわずかです：** 動画サービスの残りは { $credits } です。ボットの運営者にチャージを依頼してください。クレジットがないと、新しい動画のリクエストはすべて失敗します。すでにある動画は引き続き投稿できます。
