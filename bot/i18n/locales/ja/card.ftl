# メンバーが動画を組み立てる、本人だけに見えるパネル。用語は bot.ftl と options.ftl と同じ。

card-hint = 動画の見た目を選んでください。選ぶたびに画像に反映されます。これはあなただけに見えます。
card-hint-undrawn = 動画の見た目を選んでください。今は画像を描けませんが、選んだ内容は有効です。これはあなただけに見えます。
card-replaced = 🔒 このサーバーのモデレーターが固定しているため、その設定を使います：{ $parts }。
card-look-placeholder = スタイル
card-shape-placeholder = 形
card-part-placeholder = 曲の部分
card-colours-placeholder = 色
card-locked-menu = 🔒 モデレーターが固定：{ $part }
card-part-whole = 曲の全体
card-part-best = 最も盛り上がる { $length }
card-part-first = 最初の { $length }
card-colour-red = 赤
card-colour-orange = オレンジ
card-colour-yellow = 黄
card-colour-green = 緑
card-colour-teal = 青緑
card-colour-blue = 青
card-colour-violet = 紫
card-colour-pink = ピンク
card-texts-title = 署名と透かし
button-texts = 署名…
button-make-it = 作成する
button-compose = 作り直す…
error-card-old = このパネルは期限切れです。何も開始していません。動画の下の **作り直す…** で新しく開くか、`/musicvideo` を使ってください。
