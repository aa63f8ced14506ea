# Português do Brasil: o que resta, o que foi gasto e quem pediu o quê. Valem as palavras do início de
# bot.ftl; além delas: balance = saldo · credits = créditos (do bot no serviço de vídeo) ·
# record = registro
option-days = dias

command-credits = Saldo, gastos deste servidor e quem pediu quais vídeos
command-credits-show = Ver o saldo do bot e o que este servidor gastou neste mês
command-credits-record = Ver quem pediu quais vídeos, quando, onde e se foram cobrados
command-credits-export = Receber o registro como arquivo para planilhas (CSV)
command-credits-member = Só o que este membro pediu
command-credits-days = Quantos dias para trás (padrão: 31)
command-videos-record = Moderação: ver quem pediu quais vídeos, quando e onde
command-videos-record-days = Tantos dias como arquivo para planilhas (CSV)
command-settings-credits-clear = Avisar como o responsável pelo bot definiu

credits-title = Créditos
credits-free = Os vídeos são feitos pelo próprio estúdio do bot: não custam nada.
credits-lyrics = -# As letras com tempos são pedidas ao serviço de música uma vez por música; cada uma custa cerca de { $price } crédito.
credits-unknown = Não dá para consultar o saldo agora. Tente de novo em alguns minutos.
credits-balance = Saldo da conta do bot: **{ $credits }** créditos (consultado { $when })
credits-low = ⚠️ É pouco: dá para cerca de { $count ->
        [one] { $count } vídeo
       *[other] { $count } vídeos
    }. A pessoa responsável pelo bot precisa recarregar.
credits-month = Neste mês, neste servidor
credits-since = -# desde { $day }
credits-charged = • Vídeos cobrados: **{ $count }**, cerca de { $credits } créditos
credits-charged-known = • Vídeos cobrados: **{ $count }**, { $credits } créditos
credits-charged-partly = • Vídeos cobrados: **{ $count }**, { $credits } créditos, e cerca de { $estimate } pelos que não têm preço
credits-forgotten = • Desses, fora do registro: **{ $count }**, porque os membros apagaram seus dados
credits-doubtful = • Talvez cobrados: **{ $count }** que falharam ou cujo resultado é desconhecido
credits-pending = • Em produção agora: **{ $count }**
credits-estimate = -# Onde o serviço de vídeo não informou o preço, { $price } créditos por vídeo é uma estimativa. Um vídeo conta onde foi pedido primeiro.
credits-counts = -# Um vídeo conta onde foi pedido primeiro.
credits-exported = O registro { $days ->
        [one] do último dia
       *[other] dos últimos { $days } dias
    }: { $count ->
        [one] { $count } pedido
       *[other] { $count } pedidos
    }. Ele contém IDs de membros: cuide bem dele.
credits-exported-part = É só a parte mais recente: o todo seria longo demais.

record-title = **Quem pediu o quê**
record-none = Não há nada no registro.
record-untitled = Música sem título
record-outcome-open = em andamento
record-outcome-posted = postado
record-outcome-deleted = postado e excluído
record-outcome-failed = não deu certo
record-outcome-unknown = resultado desconhecido
record-outcome-cancelled = cancelado
record-outcome-undeliverable = não pôde ser postado
record-charge-charged = cobrado
record-charge-doubtful = talvez cobrado
record-charge-pending = ainda não cobrado
record-charge-nothing = não cobrado
record-charge-free = grátis
record-column-asked = Pedido (UTC)
record-column-member = Membro
record-column-channel = Canal
record-column-channel-id = ID do canal
record-column-title = Título
record-column-task = ID da tarefa
record-column-audio = ID da música
record-column-signature = Assinatura
record-column-watermark = Marca-d'água
record-column-outcome = Resultado
record-column-charge = Cobrança
record-column-ended = Terminado (UTC)
record-column-message = Mensagem
button-record-newer = ◀ Mais recentes
button-record-older = Mais antigos ▶

notice-low-credits = ⚠️ **Os créditos do bot estão acabando:** restam { $credits } no serviço de vídeo. Avisem a pessoa responsável pelo bot para recarregar: sem créditos, todo pedido de um vídeo novo falha. Vídeos que já existem continuam podendo ser postados.
