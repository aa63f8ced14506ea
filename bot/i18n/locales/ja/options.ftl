# 動画の見た目と、曲のどの部分を見せるか。用語は bot.ftl の冒頭と同じで、さらに：
#   スタイル（音楽の描き方）・形（画面の）・部分（曲の）
option-look = スタイル
option-shape = 形
option-colours = 色
option-start = 開始
option-length = 長さ
option-song = 曲

command-musicvideo-look = 音楽の描き方（省略時はサーバーの設定）
command-musicvideo-shape = 画面の形（省略時はサーバーの設定）
command-musicvideo-colours = 動くものの色：#ff8800、cover（カバー）、server（サーバー）。省略時はサーバーの設定
command-musicvideo-start = 動画の開始位置：1:05、65、または best（最も盛り上がる部分）。省略時は曲の最初
command-musicvideo-length = 動画の長さ：0:30 または 30、3 秒以上。省略時は曲の最後まで
command-musicvideo-font = すべての文字のフォント（省略時はサーバーの設定）
command-musicvideo-logo = False：サーバーのロゴなし
command-musicvideo-cards = False：最初と最後のサーバーのカードなし
command-musicvideo-lyrics = False：曲に歌詞があっても表示しない
command-musicvideo-quality = 解像度と毎秒のフレーム数（モデレーターが許可した範囲）
choice-font-usual = いつものフォント
command-musicvideo-song = 曲：タイトルを入力して一覧から選びます

choice-look-bars = バー
choice-look-mirror = 中央から広がるバー
choice-look-mountain = 山並み
choice-look-radial = カバーを囲むリング
choice-look-record = 回るレコード
choice-look-scope = オシロスコープ
choice-look-sparks = ビートの火花
choice-look-spectrogram = 流れるスペクトログラム
choice-look-wave = 波
choice-shape-wide = 横長（16:9）
choice-shape-tall = 縦長（9:16）
choice-shape-square = 正方形（1:1）
choice-shape-canvas = キャンバス：ループ（9:16）
choice-start-best = 最も盛り上がる部分
choice-colours-cover = カバーの色
choice-colours-server = サーバーの色

status-look = スタイル
options-part = { $start }～{ $end }
options-from = { $start } から
options-colours = 色 { $colours }
options-loudest-length = 最も盛り上がる { $length }
options-plain = 署名も透かしもなし
options-withheld = このサーバーでは表示できないテキスト
options-no-lyrics = 歌詞なし

error-no-options = ここではスタイル、形、部分を選べません。このボットが使う動画サービスは、すべての動画を同じように作ります。何も開始していません。これらのオプションを省略してください。
error-colours-unreadable = 「{ $text }」は色ではありません。#ff8800 のように書くか、一覧からカバーまたはサーバーの色を選んでください。何も開始していません。
error-start-unreadable = 「{ $text }」は曲の中の時間ではありません。1:05 や 65（秒）のように書くか、一覧から最も盛り上がる部分を選んでください。何も開始していません。
error-length-unreadable = 「{ $text }」は長さではありません。0:30 や 30（秒）のように書いてください。何も開始していません。
error-part-short = 曲の一部は { $least } 秒以上必要ですが、指定は { $text } です。何も開始していません。
error-start-late = 曲の長さは { $length } で、一部は { $least } 秒以上必要なため、{ $start } から始めることはできません。何も開始していません。
error-song-missing = どの曲ですか。タイトルで探せる `曲` で選ぶか、`task_id` に ID を入力してください。
error-song-twice = `曲` と `task_id` の両方が指定されています。どちらか一方だけを指定してください。
# $carried と $asked：署名と透かし。result-author と result-watermark と同じです。
answer-only-video = この曲にはすでに動画があるか、作成中です。動画サービスが作るのは 1 曲につき 1 本だけです。入っているもの：{ $carried }。リクエストしたもの：{ $asked }。まだ何も投稿していません。このままでよろしいですか。追加の料金はかかりません。
answer-only-video-unsure = この曲にはすでに動画があり、動画サービスが作るのは 1 曲につき 1 本だけです。以前に作られたもので、何が入っているか確実にはわかりません。リクエストしたもの：{ $asked }。まだ何も投稿していません。このままでよろしいですか。追加の料金はかかりません。
button-as-it-is = このまま投稿する

# /branding
choice-part-all = すべて
choice-part-look = スタイルのみ
branding-look = 動画のスタイル
branding-reset-both = 署名と透かしを解除しました。現在の設定は次のとおりです：
command-branding-set-look = メンバーが選ばなかったときの音楽の描き方
command-branding-set-shape = メンバーが選ばなかったときの画面の形
command-branding-set-colours = メンバーが選ばなかったときの動くものの色：#ff8800 または cover
error-canvas-long = キャンバスは 3～{ $most } 秒のループです。`長さ` を短くするか、省略してください。
error-canvas-locked = キャンバスには文字もロゴも表示されませんが、このサーバーでは、どの動画にも付けるものをモデレーターが固定しています。別の `形` を選んでください。
