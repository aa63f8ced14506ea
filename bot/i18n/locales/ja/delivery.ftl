# リクエストした場所に投稿できなかった回答の行き先と、リンクが切れても残るコピー。
# 用語は bot.ftl と同じです。

status-posted-direct = ✅ **完成しました。** ここに投稿できなかったため、ダイレクトメッセージで送りました。{ $why }
status-posted-parent = ✅ **完成しました：** { $link }。このスレッドに投稿できなかったため、スレッドの外にあります。{ $why }
button-dismiss = 削除
result-ends-copy = リンクの期限：{ $day }（コピーは残ります）
result-fallback = -# { $where } でリクエストされましたが、そこには投稿できませんでした。{ $why }

# そこに投稿できなかった理由
fallback-archived = スレッドがアーカイブされていて、ボットには再開できません。
fallback-channel-gone = そのチャンネルはもうありません。
fallback-locked = スレッドがロックされています。
fallback-no-permission = ボットはそこに書き込めなくなりました。
fallback-post-late = Discord が長い間受け付けませんでした。
fallback-post-refused = Discord がメッセージを拒否しました。

reason-archived = スレッドがアーカイブされていて、ボットには再開できません。スレッドを再開してから、もう一度リクエストしてください。動画は残っています。
reason-post-late = Discord が長い間メッセージを受け付けませんでした。もう一度リクエストしてください。動画は残っています。

# モデレーターへのお知らせ
notice-undeliverable = 📪 { $member } への回答を届けられませんでした。リクエストされた場所は { $channel } です。ダイレクトメッセージも送れませんでした。{ $reason }
notice-showcase-refused = 🖼️ 現在、新しい動画を { $channel } に表示できません。{ $why } 設定を直すか、別の紹介チャンネルを選んでください。
fallback-post-unknown = Discord からメッセージの確認が取れませんでした。

# 紹介チャンネル
showcase-title = 🎬 新しいミュージックビデオ：**{ $title }**
showcase-title-unnamed = 🎬 新しいミュージックビデオ
showcase-credit = { $member } さんが { $channel } でリクエスト
result-squeezed = ここに収まるよう縮小：{ $resolution }p、毎秒 { $fps } フレーム、音声 { $sound } kbit/s
