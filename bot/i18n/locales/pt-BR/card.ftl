# O painel privado em que um membro monta um vídeo. Palavras como em bot.ftl e options.ftl.

card-hint = Escolha como seu vídeo fica: a imagem mostra isso depois de cada escolha. Só você vê isto.
card-hint-undrawn = Escolha como seu vídeo fica. A imagem não pode ser desenhada agora, mas suas escolhas valem. Só você vê isto.
card-replaced = 🔒 Fixado pelos moderadores deste servidor, então vale o deles: { $parts }.
card-look-placeholder = Estilo
card-shape-placeholder = Formato
card-part-placeholder = Trecho da música
card-colours-placeholder = Cores
card-locked-menu = 🔒 Fixado pelos moderadores: { $part }
card-part-whole = A música inteira
card-part-best = Os { $length } mais fortes
card-part-first = Os primeiros { $length }
card-colour-red = Vermelho
card-colour-orange = Laranja
card-colour-yellow = Amarelo
card-colour-green = Verde
card-colour-teal = Turquesa
card-colour-blue = Azul
card-colour-violet = Violeta
card-colour-pink = Rosa
card-texts-title = Assinatura e marca-d'água
button-texts = Assinatura…
button-make-it = Criar
button-compose = Fazer de novo…
error-card-old = Este painel expirou, e nada foi iniciado. Abra outro com **Fazer de novo…** abaixo de um vídeo, ou use `/musicvideo`.
