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
