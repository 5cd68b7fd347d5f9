// What the page says, in Vietnamese and in English; also what the server says, where it is known.

const VIETNAMESE = {
  skip: "Tới ô câu hỏi", views: "Các phần của trang", ask: "Hỏi", documents: "Tài liệu", history: "Lịch sử",
  dark: "Nền tối", title: "Hỏi tài liệu, có câu trích để kiểm lại", examples: "Câu hỏi mẫu",
  about: (n) => `Trả lời từ ${n} văn bản, mỗi câu kèm trích dẫn nguyên văn. Tài liệu không nói thì không trả lời.`,
  new: "Cuộc hỏi mới", turns: "Hỏi và trả lời", question: "Câu hỏi", send: "Hỏi",
  placeholder: "Gõ câu hỏi, có dấu hoặc không dấu",
  searching: "Đang tìm trong tài liệu…", waiting: (n) => `Đang chờ: còn ${n} người trước bạn.`,
  reading: (n) => `Đang đọc ${n} đoạn…`, stop: "Dừng", stopped: "Đã dừng.",
  readAs: "Hiểu là", tones: "thêm dấu", spelling: "sửa chính tả", abbreviation: "viết tắt",
  switchOff: (typed) => `Giữ nguyên “${typed}” và hỏi lại`, switchOn: (typed) => `Lại hiểu “${typed}” theo cách của máy`,
  followUp: "Hiểu theo câu trước", alone: "Hỏi đúng như đã gõ",
  high: "Độ tin cậy cao", fair: "Độ tin cậy khá", low: "Độ tin cậy thấp, cần đọc kỹ nguồn",
  sureTip: (p) => `Khoảng ${p} trên 100 câu trả lời như thế này là đúng, theo ước lượng của máy. Hãy đọc câu trích trước khi dùng.`,
  refused: "Không trả lời được", tryThese: "Thử hỏi", next: "Hỏi tiếp",
  sources: "Nguồn", nearest: "Đoạn gần nhất", newer: "Văn bản mới hơn", source: (n) => `Nguồn ${n}`, open: "Mở văn bản", copyQuote: "Chép trích dẫn",
  verified: "đã kiểm chứng", verifiedTip: "Câu trích đúng từng chữ với tệp, và tệp không đổi từ lúc lập chỉ mục (SHA-256).",
  unverified: "chưa kiểm chứng được", copied: "Đã chép.", notCopied: "Trình duyệt không cho chép.",
  copy: "Chép", export: "Xuất", exportAll: "Xuất cả cuộc", print: "In", exporting: "Đang lập tệp…", exported: "Đã lập tệp.",
  right: "Đúng", wrong: "Sai", incomplete: "Thiếu", feedback: "Câu trả lời này", comment: "Nhận xét (không bắt buộc)",
  send2: "Gửi", thanks: "Cảm ơn, đã ghi nhận xét trên máy chủ này.",
  documentsAbout: "Đánh dấu những văn bản muốn hỏi. Tệp bạn tải lên chỉ trình duyệt này thấy.",
  drop: "Kéo tệp vào đây, hoặc chọn tệp", limits: "Mỗi tệp tối đa 20 MiB.", all: "Chọn tất cả", none: "Bỏ chọn tất cả",
  chosen: (n, of) => `Đang hỏi ${n} trên ${of} văn bản`, own: "của bạn", common: "có sẵn", paragraphs: (n) => `${n} đoạn`,
  remove: "Xóa", removeName: (name) => `Xóa ${name}`, whyDropped: "Vì sao bỏ dòng này?", whyName: (name) => `Vì sao bỏ dòng này? ${name}`,
  removeSure: (name) => `Xóa tệp ${name}?`, uploading: "đang tải lên", indexing: "đang lập chỉ mục", added: (n) => `đã thêm, ${n} đoạn`,
  lines: (name) => `Dòng giữ và dòng bỏ: ${name}`, onlyDropped: "Chỉ dòng bị bỏ", close: "Đóng", noneDropped: "Không bỏ dòng nào.",
  historyAbout: "Lưu trong trình duyệt này, không gửi đi đâu.", historySearch: "Tìm trong lịch sử", historyEmpty: "Chưa có cuộc hỏi nào.",
  rename: "Đổi tên", renameName: (name) => `Đổi tên ${name}`, delete: "Xóa", deleteName: (name) => `Xóa ${name}`,
  newName: "Tên mới", deleteSure: (name) => `Xóa cuộc hỏi “${name}”?`, questions: (n) => `${n} câu hỏi`,
  noServer: "Không liên lạc được với máy chủ. Hãy kiểm tra chương trình còn chạy không rồi hỏi lại.",
  full: "Bộ nhớ của trình duyệt đã đầy: cuộc hỏi cũ nhất đã bị xóa.",
};

const ENGLISH = {
  skip: "To the question box", views: "Parts of this page", ask: "Ask", documents: "Documents", history: "History",
  dark: "Dark", title: "Ask documents, with quotes you can check", examples: "Sample questions",
  about: (n) => `Answers come from ${n} documents, each with a verbatim quote. What they do not say is not answered.`,
  new: "New conversation", turns: "Questions and answers", question: "Question", send: "Ask",
  placeholder: "Type a question in Vietnamese, with or without diacritics",
  searching: "Searching the documents…", waiting: (n) => `Waiting: ${n} before you.`,
  reading: (n) => `Reading ${n} passages…`, stop: "Stop", stopped: "Stopped.",
  readAs: "Read as", tones: "diacritics", spelling: "spelling", abbreviation: "abbreviation",
  switchOff: (typed) => `Keep “${typed}” as typed and ask again`, switchOn: (typed) => `Read “${typed}” as the machine does`,
  followUp: "Understood from the question before", alone: "Ask exactly as typed",
  high: "High confidence", fair: "Fair confidence", low: "Low confidence, read the source",
  sureTip: (p) => `About ${p} of 100 answers like this are right, as the machine estimates. Read the quote before you use it.`,
  refused: "No answer", tryThese: "Try", next: "Ask next",
  sources: "Sources", nearest: "Nearest paragraphs", newer: "Newer documents", source: (n) => `Source ${n}`, open: "Open document", copyQuote: "Copy quotation",
  verified: "verified", verifiedTip: "The quote is in the file word for word, and the file has not changed since it was indexed (SHA-256).",
  unverified: "not verified", copied: "Copied.", notCopied: "The browser does not allow copying.",
  copy: "Copy", export: "Export", exportAll: "Export all", print: "Print", exporting: "Writing the file…", exported: "File written.",
  right: "Right", wrong: "Wrong", incomplete: "Incomplete", feedback: "This answer is", comment: "Comment (optional)",
  send2: "Send", thanks: "Thank you, noted on this server.",
  documentsAbout: "Tick the documents to ask. Files you upload are seen by this browser only.",
  drop: "Drop files here, or choose files", limits: "At most 20 MiB a file.", all: "Select all", none: "Select none",
  chosen: (n, of) => `Asking ${n} of ${of} documents`, own: "yours", common: "shared", paragraphs: (n) => `${n} paragraphs`,
  remove: "Remove", removeName: (name) => `Remove ${name}`, whyDropped: "Why was a line dropped?", whyName: (name) => `Why was a line dropped? ${name}`,
  removeSure: (name) => `Remove ${name}?`, uploading: "uploading", indexing: "indexing", added: (n) => `added, ${n} paragraphs`,
  lines: (name) => `Lines kept and dropped: ${name}`, onlyDropped: "Dropped lines only", close: "Close", noneDropped: "No line was dropped.",
  historyAbout: "Kept in this browser, sent nowhere.", historySearch: "Search the history", historyEmpty: "No conversation yet.",
  rename: "Rename", renameName: (name) => `Rename ${name}`, delete: "Delete", deleteName: (name) => `Delete ${name}`,
  newName: "New name", deleteSure: (name) => `Delete the conversation “${name}”?`, questions: (n) => `${n} questions`,
  noServer: "The server cannot be reached. See whether the program still runs, then ask again.",
  full: "The browser's storage is full: the oldest conversation was deleted.",
};

// Sentences of the server, as far as they are known; what is not known stays Vietnamese.
const SENTENCES = [
  [/^Câu hỏi trống.*$/, "The question is empty. Type a question."],
  [/^Câu hỏi dài (\d+) ký tự.*$/, "The question has $1 characters, which is too long. Shorten it."],
  [/^Câu hỏi không có chữ nào.*$/, "The question has no words. Type a question."],
  [/^Không tìm thấy đoạn nào trong tài liệu liên quan đến câu hỏi\.$/, "No paragraph of the documents has to do with the question."],
  [/^Câu hỏi không phải tiếng Việt.*$/, "The question is not Vietnamese and has no name, number or code to look for. Ask in Vietnamese."],
  [/^Các đoạn tìm được chỉ gần với câu hỏi.*$/, "The paragraphs found are only near the question, not surely the answer. Ask more precisely, or read the nearest paragraphs."],
  [/^Không có đoạn nào nói về tất cả những gì được hỏi.*$/, "No paragraph speaks of all that is asked at once. Ask one thing at a time, or read the nearest paragraphs."],
  [/^Tài liệu không nhắc đến (.+) trong phần liên quan; gần nhất là (.+)\.$/, "The documents do not mention $1 where it would belong; the nearest is $2."],
  [/^Tài liệu có (.+), nhưng không nhắc đến (.+) trong phần liên quan; gần nhất là (.+)\.$/, "The documents mention $1 but not $2 where it would belong; the nearest is $3."],
  [/^Tài liệu có (.+), nhưng không nhắc đến (.+) trong phần liên quan\.$/, "The documents mention $1 but not $2 where it would belong."],
  [/^Tài liệu không nhắc đến (.+) trong phần liên quan\.$/, "The documents do not mention $1 where it would belong."],
  [/^Tài liệu có nói đến điều được hỏi, nhưng không có (.+)\.$/, "The documents speak of it, but do not give what is asked ($1)."],
  [/^Tài liệu có (.+), nhưng không có (.+)\.$/, "The documents mention $1, but do not give what is asked ($2)."],
  [/^Tài liệu không nói đến (.+)\. Hãy hỏi cụ thể hơn.*$/, "The documents say nothing of $1. Ask more precisely, or read the nearest paragraphs."],
  [/^Đoạn gần nhất có (.+), không có (.+)\. Hãy hỏi cụ thể hơn.*$/, "The nearest paragraph has $1, not $2. Ask more precisely, or read the nearest paragraphs."],
  [/^Tài liệu không trả lời phần: (.+)\.$/, "The documents do not answer this part: $1."],
  [/^Bạn hỏi quá nhanh\. Hãy thử lại sau (\d+) giây\.$/, "You ask too fast. Try again in $1 seconds."],
  [/^Đang có quá nhiều người hỏi.*$/, "Too many people are asking. Try again in a few minutes."],
  [/^Chưa chọn văn bản nào để hỏi.*$/, "No document is chosen. Choose at least one under Documents."],
  [/^Không còn văn bản (.+) trong danh sách.*$/, "The document $1 is no longer there. Choose again under Documents."],
  [/^(.+): trùng tên với một văn bản có sẵn.*$/, "$1: a shared document has this name. Rename the file."],
  [/^(.+): chưa đọc được loại tệp «(.*)»\..*$/, "$1: files of the kind “$2” cannot be read."],
  [/^(.+): nặng (\d+) MiB, quá giới hạn (\d+) MiB.*$/, "$1: $2 MiB, over the limit of $3 MiB. Split the file."],
  [/^(.+): tệp trống.*$/, "$1: the file is empty."],
  [/^đoạn (\d+), mục «(.+)»$/, "paragraph $1, section «$2»"],
  [/^đoạn (\d+)$/, "paragraph $1"],
];

export let language = localStorage.getItem("hoidap.language") === "en" ? "en" : "vi";

export function setLanguage(chosen) {
  language = chosen;
  localStorage.setItem("hoidap.language", chosen);
}

/** Words of the page by name; those with gaps are filled with what is given. */
export function words(name, ...given) {
  const found = (language === "en" ? ENGLISH : VIETNAMESE)[name];
  return typeof found === "function" ? found(...given) : found;
}

/** A sentence of the server in the reader's language, where it is known. */
export function translated(sentence) {
  if (language !== "en") return sentence;
  const known = SENTENCES.find(([pattern]) => pattern.test(sentence));
  return known ? sentence.replace(...known) : sentence;
}
