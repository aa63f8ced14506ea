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
