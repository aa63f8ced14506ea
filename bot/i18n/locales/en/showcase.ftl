# English: the showcase, a channel that shows finished videos once more. The words are those of settings.ftl.
approval-question = 🎬 { $member } has a new video, **{ $title }**: { $link }. Show it in { $showcase }?
approval-question-unnamed = 🎬 { $member } has a new video: { $link }. Show it in { $showcase }?
button-approve = ✅ Show it
button-reject = Don't show it
approval-approved = ✅ { $member } lets it be shown.
approval-rejected = 🚫 { $member } decided not to show it. The video stays where it was posted.
error-not-showable = This video can't be shown any more: it was deleted, or the showcase was switched off.
error-no-moderators-channel = Nothing was changed: the question goes to the moderators' channel, and there is none yet. Choose one with `/settings moderators`, then try again.
error-approval-needs-channel = Nothing was changed: the showcase asks in that channel first. Use `/settings showcase approval:False` first, or choose another channel here.
error-approved-already = Another moderator has approved this video already. To take it away, delete it in the showcase channel.
settings-showcase-approval = A moderator approves each video for the showcase first.
settings-showcase-saved-approval = Finished videos from channels that everybody can see are shown in { $channel } as well, once a moderator has approved them. The question comes to the moderators' channel. `/settings showcase approval:False` shows them without asking.
command-settings-showcase-approval = Whether a moderator approves each video first
option-approval = approval
log-name-approves-showcase = approval for the showcase

# A week's best
settings-best = Once a week, its best by ⭐ are listed there and pinned.
settings-best-on = Once a week, the videos with the most ⭐ are listed there, and the list is pinned. The next one comes on { $day }, if at least three videos are shown until then.
settings-best-missing = ⚠️ For that, I still need in that channel: { $permissions }.
settings-best-off = There are no more lists of the week's best.
error-no-showcase = Nothing was changed: there is no showcase channel yet. Choose one with `channel`.
command-settings-showcase-weekly = Whether the week's best by ⭐ are listed and pinned
command-settings-showcase-reaction = Whether I put a ⭐ under each video, to begin with
option-weekly = weekly
option-reaction = reaction
log-name-lists-best = list of the week's best
log-name-adds-reaction = ⭐ under showcase posts
best-title = 🏆 **Best of the week**
best-untitled = A music video
notice-pin-refused = 📌 The best of the week are posted in { $channel }, but I can't pin the list. Give me Pin Messages there, and make room if the channel has too many pins.
notice-history-refused = ⭐ I can't count the ⭐ in { $channel }, so there is no list of the week's best. Give me View Channel and Read Message History there. `/settings showcase weekly:False` ends the lists.
notice-reaction-refused = ⭐ I can't put a ⭐ under the videos in { $channel }. Give me Add Reactions and Read Message History there, or use `/settings showcase reaction:False`.
