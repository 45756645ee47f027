/* What the page around the Preview says. */

export const TEXTS = {
  "en-US": {
    channels: "Channels", direct: "Direct messages", acting: "You are", moderator: "moderator",
    owner: "bot owner",
    menu: "Channels", close: "Close the channel list", title: "Try Daebak",
    posts: (count) => (count === 1 ? "1 message" : `${count} messages`), archived: "archived",
    empty: "No posts yet. In #drama-talk use /discuss with “discussions” as its channel: "
      + "Daebak makes the post here.",
    lost: "The page has stopped. Start `daebak try` again to go on.",
    refused: "That did not work. Try again.",
    silent: "Daebak did not answer.",
    hint: "Type / to see what Daebak can do.",
  },
  ko: {
    channels: "채널", direct: "다이렉트 메시지", acting: "나는", moderator: "관리자",
    owner: "봇 주인",
    menu: "채널", close: "채널 목록 닫기", title: "Daebak 체험",
    posts: (count) => `메시지 ${count}개`, archived: "보관됨",
    empty: "아직 글이 없습니다. #drama-talk에서 /이야기를 쓰고 채널로 discussions를 고르면 "
      + "Daebak이 여기에 글을 만듭니다.",
    lost: "페이지가 멈췄습니다. `daebak try`를 다시 시작하세요.",
    refused: "처리하지 못했습니다. 다시 시도하세요.",
    silent: "Daebak이 응답하지 않았습니다.",
    hint: "/를 입력하면 Daebak의 명령어가 보입니다.",
  },
};
