# 日本語: 完成した動画をもう一度紹介する、紹介チャンネル。用語は settings.ftl のとおり。
approval-question = 🎬 { $member } の新しい動画 **{ $title }**：{ $link }。{ $showcase } で紹介しますか？
approval-question-unnamed = 🎬 { $member } の新しい動画：{ $link }。{ $showcase } で紹介しますか？
button-approve = ✅ 紹介する
button-reject = 紹介しない
approval-approved = ✅ { $member } が紹介を許可しました。
approval-rejected = 🚫 { $member } が紹介しないことにしました。動画は元の場所に残ります。
error-not-showable = この動画はもう紹介できません。削除されたか、紹介チャンネルがオフになっています。
error-no-moderators-channel = 何も変更していません。確認はモデレーター用チャンネルに届きますが、まだ設定されていません。`/settings moderators` で選んでから、もう一度お試しください。
error-approval-needs-channel = 何も変更していません。紹介前の確認はこのチャンネルに届きます。先に `/settings showcase 確認:False` を使うか、ここで別のチャンネルを選んでください。
error-approved-already = この動画はすでに承認されています。取り下げるには、紹介チャンネルで削除してください。
settings-showcase-approval = 紹介チャンネルに出す動画は、先にモデレーターが確認します。
settings-showcase-saved-approval = 全員が見られるチャンネルで完成した動画は、モデレーターの確認後に { $channel } でも紹介されます。確認はモデレーター用チャンネルに届きます。`/settings showcase 確認:False` で確認なしに戻せます。
command-settings-showcase-approval = 先にモデレーターが動画を確認するかどうか
option-approval = 確認
log-name-approves-showcase = 紹介チャンネルの確認

# 今週のベスト
settings-best = 毎週、⭐ の多い動画をそこに一覧にして、ピン留めします。
settings-best-on = 毎週、⭐ の多い動画をそこに一覧にして、ピン留めします。次回は { $day } です（それまでに動画が 3 本以上紹介された場合）。
settings-best-missing = ⚠️ そのためには、このチャンネルでの権限がまだ必要です：{ $permissions }。
settings-best-off = 今週のベストの一覧は、もう投稿されません。
error-no-showcase = 何も変更されませんでした。紹介チャンネルがまだありません。`チャンネル` で選んでください。
command-settings-showcase-weekly = ⭐ の多い今週の動画を一覧にしてピン留めするかどうか
command-settings-showcase-reaction = 各動画に最初の ⭐ を付けるかどうか
option-weekly = 毎週
option-reaction = リアクション
log-name-lists-best = 今週のベストの一覧
log-name-adds-reaction = 紹介した動画への ⭐
best-title = 🏆 **今週のベスト**
best-untitled = ミュージックビデオ
notice-pin-refused = 📌 今週のベストを { $channel } に投稿しましたが、ピン留めできません。そのチャンネルで「メッセージをピン留め」の権限をください。ピン留めが多すぎる場合は、減らしてください。
notice-history-refused = ⭐ { $channel } の ⭐ を数えられないため、今週のベストの一覧はありません。そのチャンネルで「チャンネルを見る」と「メッセージ履歴を読む」の権限をください。一覧をやめるには `/settings showcase 毎週:False` を使います。
notice-reaction-refused = ⭐ { $channel } の動画に ⭐ を付けられません。そのチャンネルで「リアクションの追加」と「メッセージ履歴を読む」の権限をください。または `/settings showcase リアクション:False` を使ってください。
