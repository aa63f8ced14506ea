# O cartão de /videos queue: o que está sendo feito e o que espera em um servidor, e o que a moderação pode
# fazer. As palavras são as de bot.ftl. { $when } é o tempo relativo do Discord.
command-videos-queue = O que está sendo feito neste servidor, o que espera e quando fica pronto

queue-title = Vídeos em andamento neste servidor
queue-none = Nada em andamento.
queue-counts = 🎬 sendo feitos: { $made } · ⏳ esperando: { $waiting }
queue-paused = ⏸️ **Pausada** pela moderação { $when }. O que está sendo feito termina; todo o resto espera, inclusive pedidos novos, e continua quando a moderação retomar a fila.
queue-own = Seus
queue-others = De outras pessoas
queue-more = e mais { $count }
queue-clear-question = { $count ->
        [one] Um vídeo que espera ou está sendo feito vai ser cancelado. O membro vai ser avisado
       *[other] { $count } vídeos que esperam ou estão sendo feitos vão ser cancelados. Cada membro vai ser avisado
    } e nada vai ser cobrado. Esvaziar a fila?
queue-clear-question-free = { $count ->
        [one] Um vídeo que espera ou está sendo feito vai ser cancelado. O membro vai ser avisado.
       *[other] { $count } vídeos que esperam ou estão sendo feitos vão ser cancelados. Cada membro vai ser avisado.
    } Esvaziar a fila?
queue-clear-kept = { $count ->
        [one] Um vídeo fica: o serviço de vídeo já o tem e cobra por ele.
       *[other] { $count } vídeos ficam: o serviço de vídeo já os tem e cobra por eles.
    }
queue-clear-nothing = Nada espera nem está sendo feito.
queue-cleared = { $count ->
        [one] Feito: um vídeo foi cancelado, e o membro vai ser avisado.
       *[other] Feito: { $count } vídeos foram cancelados, e os membros vão ser avisados.
    }
queue-kept = Nada foi mudado.

button-queue-show = Atualizar
button-queue-pause = Pausar
button-queue-resume = Retomar
button-queue-clear = Esvaziar…
button-queue-clear-now = Esvaziar a fila
button-queue-keep = Deixar assim
