# 日本語：コマンドの入力中に Discord が表示するもの。用語は bot.ftl と同じです。オプション名に空白は
# 使えません。
option-author = 署名
option-watermark = 透かし

command-musicvideo = 生成した曲のミュージックビデオを作ります
command-musicvideo-task-id = 曲の代わりに：タスクの ID、または両方の ID を貼り付けます
command-musicvideo-audio-id = タスクのどの曲か。省略すると選べます
command-musicvideo-author = カバーに入れる署名（省略時はサーバーの設定）
command-musicvideo-watermark = 画面下の透かし（省略時はサーバーの設定）

command-branding = このサーバーの動画の署名、透かし、ロゴ、スタイル
command-branding-show = サーバーまたはチャンネルの設定を表示します
command-branding-set = サーバーまたはチャンネルのテキスト、スタイル、形、色、フォント、カードを設定します
command-branding-set-author = メンバーが指定しないときのカバーの署名。{ "{" }member{ "}" } と { "{" }server{ "}" } は名前になります
command-branding-set-watermark = メンバーが指定しないときの透かし。{ "{" }member{ "}" } と { "{" }server{ "}" } は名前になります
command-branding-reset = サーバーまたはチャンネルの設定を解除します
