# 日本語: 歓迎のメッセージと /help。用語は bot.ftl のとおり。

# The welcome, when the bot comes into a server: to who brought it, else in the system channel
welcome-direct = 👋 **{ $server }** に追加していただきありがとうございます。メンバーの曲からミュージックビデオを作ります。はじめに：
welcome-public = 👋 こんにちは！みなさんの曲からミュージックビデオを作ります。サーバーを管理する方へ：
welcome-channels = 1. `/settings channels` で動画を作れるチャンネルを選びます。選ばなければ、どこでも作れます。
welcome-branding = 2. `/branding set` でサーバーの名前を動画に入れます。
welcome-first = 3. `/musicvideo` で最初の動画を作ります。
welcome-help = `/help` では絵で説明します。

# /help: three steps with a picture each, and a card for moderators
command-help = ミュージックビデオの作り方を 3 枚の絵で説明します
help-ask = **1. 曲を選びます。** `/musicvideo` とタイトルの最初の数文字を入力し、一覧から選びます。
help-bring-file = 一覧にない場合は、`/track add` でファイルを追加します。
help-bring-id = 一覧にない場合は、音楽サービスに表示される ID を `task_id` に貼り付けます。
help-video = **2. 動画がこのチャンネルに投稿されます。** タイトル（1）、カバーのアーティスト署名（2、オプション `署名`）、透かし（3、オプション `透かし`）が表示されます。
help-list = **3. 自分の動画はすべて** `/videos list` **で見られます。** もう一度投稿、キャンセル、削除ができます。ボットが保存している情報は `/privacy show` で確認できます。
help-moderators = **サーバーを管理する方へ。** `/settings show` ですべての設定を表示します。`/settings channels`、`roles`、`limits` で、誰がどこで何本まで動画を作れるかを決めます。`/branding set` でサーバーの署名と透かしを動画に入れ、`/branding preview` で仕上がりを確認します。`/settings showcase` は完成した動画を専用チャンネルで紹介し、`/settings messages` はチャンネルのメッセージを減らします。
