# デモの 2 つのサーバー。それぞれの言語で表示します。用語は bot.ftl の冒頭と同じです。チャンネル名に
# 空白は使いません。
demo-server = 音楽コミュニティ
demo-role = モデレーター
demo-videos = ミュージックビデオ
demo-videos-hint = /musicvideo と入力してください
demo-thread = 今週のお題
demo-thread-hint = #{ $channel } のスレッド
demo-backstage = 舞台裏
demo-backstage-hint = Mia とモデレーターだけが見られます
demo-announcements = お知らせ
demo-announcements-hint = ボットはここに書き込めません
demo-showcase = ショーケース
demo-showcase-hint = /settings 用：完成した動画をもう一度表示します（ここでは 1 週間が 5 分です）
demo-moderators = モデレーター用
demo-moderators-hint = /settings 用：モデレーターへの連絡
demo-direct = ダイレクトメッセージ
demo-direct-hint = ボットから
demo-server-paid = 音楽クラブ（API キーあり）
demo-paid = 有料の動画
demo-paid-hint = メッセージの ID を /musicvideo task_id に貼り付けます。動画ごとにクレジットがかかります
