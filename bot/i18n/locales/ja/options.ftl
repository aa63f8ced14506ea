# 動画の見た目と、曲のどの部分を見せるか。用語は bot.ftl の冒頭と同じで、さらに：
#   スタイル（音楽の描き方）・形（画面の）・部分（曲の）
option-look = スタイル
option-shape = 形

command-musicvideo-look = 音楽の描き方（省略時はサーバーの設定）
command-musicvideo-shape = 画面の形（省略時はサーバーの設定）

choice-look-bars = バー
choice-look-mirror = 中央から広がるバー
choice-look-mountain = 山並み
choice-look-radial = カバーを囲むリング
choice-look-scope = オシロスコープ
choice-look-sparks = ビートの火花
choice-look-spectrogram = 流れるスペクトログラム
choice-look-wave = 波
choice-shape-wide = 横長（16:9）
choice-shape-tall = 縦長（9:16）
choice-shape-square = 正方形（1:1）

status-look = スタイル
options-part = { $start }～{ $end }
options-from = { $start } から
options-loudest = 最も盛り上がる部分から
options-loudest-length = 最も盛り上がる { $length }
options-plain = 署名も透かしもなし

error-no-options = ここではスタイル、形、部分を選べません。このボットが使う動画サービスは、すべての動画を同じように作ります。何も開始していません。これらのオプションを省略してください。
# $carried と $asked：署名と透かし。result-author と result-watermark と同じです。
answer-only-video = このトラックにはすでに動画があるか、作成中です。動画サービスが作るのは 1 トラックにつき 1 本だけです。入っているもの：{ $carried }。リクエストしたもの：{ $asked }。まだ何も投稿していません。このままでよろしいですか。追加の料金はかかりません。
answer-only-video-unsure = このトラックにはすでに動画があり、動画サービスが作るのは 1 トラックにつき 1 本だけです。以前に作られたもので、何が入っているか確実にはわかりません。リクエストしたもの：{ $asked }。まだ何も投稿していません。このままでよろしいですか。追加の料金はかかりません。
button-as-it-is = このまま投稿する

# /branding
choice-part-all = すべて
choice-part-look = スタイルと形のみ
branding-look = 動画のスタイル
branding-reset-both = 署名と透かしを解除しました。現在の設定は次のとおりです：
branding-reset-look = スタイルと形を解除しました。現在の設定は次のとおりです：
command-branding-set-look = メンバーが選ばなかったときの音楽の描き方
command-branding-set-shape = メンバーが選ばなかったときの画面の形
