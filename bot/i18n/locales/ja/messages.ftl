# 日本語: 動画 1 本につきいくつのメッセージか、そして削除。用語は bot.ftl のとおり。
settings-messages-keep = 動画 1 本につきメッセージは 2 つです。1 つは進み具合を表示し、完成すると本人にメンションする新しいメッセージを投稿します。
settings-messages-replace = 動画 1 本につきメッセージは 1 つです。進み具合を表示し、完成すると動画に変わります。メンションはしません。
settings-messages-remove = 進み具合のメッセージは、動画が投稿されると削除されます。動画の投稿は本人にメンションします。
choice-messages-keep = 2 つ：進み具合と完成した動画
choice-messages-replace = 1 つ：そのまま動画に変わる（メンションなし）
choice-messages-remove = 動画だけ：進み具合は完成後に削除
command-settings-messages = 動画 1 本につきチャンネルに残るメッセージの数
command-settings-messages-per-video = 進み具合を表示するメッセージの扱い
option-per-video = 動画ごと

# Deleting: the question, and what it came to
button-sure = 削除する
answer-sure = この動画の投稿を削除しますか？紹介チャンネルからも削除されます。
answer-sure-showcase = この動画を紹介チャンネルから削除しますか？再びそこに表示されることはありません。元のチャンネルの動画は残ります。
answer-deleted-video = 削除しました。もう一度投稿するには `/videos repost` を使ってください。
