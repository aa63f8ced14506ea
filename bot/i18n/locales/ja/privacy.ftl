# 日本語：利用者について保存しているものと、その削除。用語は bot.ftl の冒頭に従い、さらに：
#   request = リクエスト · delete = 削除 · keep = 保存 · data = データ · backup copy = バックアップ
command-privacy = このボットがあなたについて保存しているものと、その削除方法
command-privacy-show = このボットがあなたについて保存しているもの、保存期間、見られる人を表示します
command-privacy-export = このボットがあなたについて保存している内容をファイルで受け取ります
command-privacy-delete = このボットがあなたについて保存しているものを、すべてのサーバーで削除します

privacy-title = このボットがあなたについて保存しているもの
privacy-nothing = 削除できるものは何も保存されていません。
privacy-nothing-left = 削除できるものはもうありません。制限のための記録は { $days } 日で自動的に消えます。ブロックリストはサーバーのものです。
privacy-requests = • 動画のリクエスト：**{ $count }** 件（サーバー：{ $servers }、最も古いもの：{ $since }）
privacy-request-parts = -# それぞれ、ユーザー ID、チャンネル、日時、曲、言語、署名、透かし、メッセージ、結果を含みます。
privacy-open = • うち進行中：**{ $count }** 件
privacy-songs = • あなたが持ち込んだ曲：**{ $count }** 曲
privacy-songs-unknown = • あなたが持ち込んだ曲：現在は確認できません
privacy-decisions = • モデレーターとして設定を行ったサーバー：**{ $count }**
privacy-quota-usage = • 制限のために記録されている動画の開始：**{ $count }** 件（それぞれ { $days } 日間、取り消された分も含む）
privacy-blocks = • あなたをブロックしているサーバー：**{ $count }**

privacy-term-title = 保存期間
privacy-term-requests = リクエストは、終了から { $days } 日後、またはあなたが望んだときに削除されます。
privacy-term-copies = データベースのバックアップからは、さらに { $days } 日後になくなります。
privacy-term-log = サーバーの設定を誰が変更したかは { $days } 日間保存します。
privacy-term-left = ボットがサーバーから退出すると、そのサーバーについて保存しているものは { $days } 日後にすべて削除されます。

privacy-seen-title = 見られる人
privacy-seen = あなた、リクエストしたサーバーのモデレーター（そのサーバーでの分）、ボットの運営者です。投稿されたメッセージは、そのチャンネルの全員に見えます。
privacy-seen-service = 動画サービスには曲、署名、透かしが渡されますが、あなたが誰かは伝わりません。

privacy-more-title = 詳細
privacy-more-delete = `/privacy export` ですべてをファイルで受け取り、`/privacy delete` ですべて削除できます。名前は保存されず、Discord のユーザー ID だけが保存されます。曲の署名は、あなたが書いたもの、アーティスト名、またはここでのあなたの名前です。
privacy-more-policy = このボットのプライバシーポリシー
privacy-exported = このボットが全サーバーであなたについて保存しているすべての内容です（JSON ファイル、時刻は UTC）。ほかの人に関する部分は省いています。

privacy-question = **このボットがあなたについて保存しているものを、すべてのサーバーで削除しますか？** 元には戻せません。
privacy-question-requests = • 削除：動画のリクエスト（**{ $count }** 件）とその内容すべて。動画の署名と透かしも、ほかの人が同じ動画をリクエストしていなければ削除されます。
privacy-question-open = • 先にキャンセル：進行中のもの（**{ $count }** 件）。送信済みのものは、料金が発生する場合があります。
privacy-question-open-free = • 先にキャンセル：進行中のもの（**{ $count }** 件）。
privacy-question-songs = • 削除：`/track add` で持ち込んだ曲。その曲から作られた動画は、リクエストした人のもとに残ります。
privacy-question-decisions = • 削除：モデレーターとして設定した内容に付いているユーザー ID。設定自体は残ります。
privacy-question-stays = • 残るもの：チャンネルのメッセージ（削除ボタンが使えるのは**この操作の前**だけです）、制限のための記録（{ $days } 日間）、ブロックリスト。
privacy-question-copies = • データベースのバックアップには、あと { $days } 日間残ります。
privacy-kept = 何も削除していません。
privacy-erased = 🗑️ **削除しました。** { $count ->
        [0] あなたのものはすべて消えました。
       *[other] { $count } 件のリクエストを削除しました。
    }
privacy-erased-later = ⏳ { $count } 件のリクエストが投稿中またはキャンセル処理中です。終わり次第、自動的に削除されます。
privacy-erased-songs-later = ⏳ あなたが持ち込んだ曲は、まもなく自動的に削除されます（動画を作成中か、スタジオが応答していません）。
button-privacy-erase = 自分のデータを削除
button-privacy-keep = 残す
error-not-your-data = これはほかの人のデータです。ご自身で `/privacy delete` を使ってください。
