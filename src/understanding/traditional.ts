/** Traditional characters of the words that are read here, each before its simplified one. */
const PAIRS =
  '諾诺話话電电週周後后餘余發发萬万億亿號号個个說说會会們们郵邮訊讯簡简復复覆复聯联繫系絡络沒没聽听無无應应節节禮礼兩两結结匯汇轉转帳账賬账錢钱約约議议爭争質质審审確确認认預预計计還还財财務务盡尽馬马語语離离職职碼码錯错誤误關关機机達达貨货貸贷實实際际終终問问題题對对價价單单開开給给傳传見见訪访門门興兴陸陆參参壹一貳二贰二叁三肆四伍五柒七捌八玖九佰百仟千拾十陳陈張张劉刘黃黄趙赵吳吴孫孙馮冯鄭郑總总經经師师業业銀银現现據据點点這这麼么從从壞坏過过體体網网線线處处裡里歲岁幾几當当間间項项筆笔數数額额補补償偿遲迟違违紀纪畢毕圖图書书讓让請请謝谢';

const simplified = new Map<string, string>();
for (let at = 0; at + 1 < PAIRS.length; at += 2) simplified.set(PAIRS.charAt(at), PAIRS.charAt(at + 1));

/** The simplified form of one character; the character itself where there is none. */
export function simplify(character: string): string {
  return simplified.get(character) ?? character;
}
