/** Slack's short names of the emoji that apps use most. What is not among them stays as it was written, as Slack does. */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  `
  grinning 😀|smiley 😃|smile 😄|grin 😁|laughing 😆|satisfied 😆|sweat_smile 😅|rolling_on_the_floor_laughing 🤣|joy 😂
  slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|blush 😊|innocent 😇|heart_eyes 😍|star-struck 🤩|kissing_heart 😘
  yum 😋|stuck_out_tongue 😛|zany_face 🤪|money_mouth_face 🤑|hugging_face 🤗|face_with_hand_over_mouth 🤭|shushing_face 🤫
  thinking_face 🤔|thinking 🤔|zipper_mouth_face 🤐|neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏|unamused 😒
  face_with_rolling_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔|sleepy 😪|sleeping 😴|mask 😷|dizzy_face 😵|exploding_head 🤯
  face_with_cowboy_hat 🤠|partying_face 🥳|sunglasses 😎|nerd_face 🤓|face_with_monocle 🧐|confused 😕|worried 😟
  slightly_frowning_face 🙁|white_frowning_face ☹️|open_mouth 😮|hushed 😯|astonished 😲|flushed 😳|pleading_face 🥺
  fearful 😨|cold_sweat 😰|cry 😢|sob 😭|scream 😱|disappointed 😞|sweat 😓|weary 😩|tired_face 😫|yawning_face 🥱
  triumph 😤|rage 😡|angry 😠|skull 💀|ghost 👻|alien 👽|robot_face 🤖|poop 💩|hankey 💩|see_no_evil 🙈|hear_no_evil 🙉
  speak_no_evil 🙊|heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|black_heart 🖤
  broken_heart 💔|sparkling_heart 💖|100 💯|anger 💢|boom 💥|collision 💥|dizzy 💫|sweat_drops 💦|dash 💨|zzz 💤
  wave 👋|raised_hand ✋|hand ✋|vulcan_salute 🖖|ok_hand 👌|v ✌️|crossed_fingers 🤞|call_me_hand 🤙|point_left 👈
  point_right 👉|point_up_2 👆|point_down 👇|point_up ☝️|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|fist ✊|facepunch 👊|punch 👊
  clap 👏|raised_hands 🙌|open_hands 👐|handshake 🤝|pray 🙏|writing_hand ✍️|muscle 💪|brain 🧠|eyes 👀|eye 👁️|ear 👂
  baby 👶|boy 👦|girl 👧|man 👨|woman 👩|bust_in_silhouette 👤|busts_in_silhouette 👥|speaking_head_in_silhouette 🗣️
  male-technologist 👨‍💻|female-technologist 👩‍💻|male-office-worker 👨‍💼|female-office-worker 👩‍💼|shrug 🤷|face_palm 🤦
  dog 🐶|cat 🐱|mouse 🐭|rabbit 🐰|fox_face 🦊|bear 🐻|panda_face 🐼|unicorn_face 🦄|monkey_face 🐵|pig 🐷|frog 🐸|octopus 🐙
  bug 🐛|bee 🐝|turtle 🐢|whale 🐳|penguin 🐧|owl 🦉|snail 🐌|seedling 🌱|evergreen_tree 🌲|four_leaf_clover 🍀|cactus 🌵
  rose 🌹|sunflower 🌻|herb 🌿|maple_leaf 🍁|sunny ☀️|partly_sunny ⛅|cloud ☁️|rain_cloud 🌧️|snowflake ❄️|zap ⚡|rainbow 🌈
  umbrella ☔|fire 🔥|droplet 💧|ocean 🌊|star ⭐|star2 🌟|sparkles ✨|crescent_moon 🌙|full_moon 🌕|earth_africa 🌍
  earth_americas 🌎|earth_asia 🌏|apple 🍎|banana 🍌|lemon 🍋|avocado 🥑|pizza 🍕|hamburger 🍔|taco 🌮|sushi 🍣|cookie 🍪
  cake 🍰|birthday 🎂|doughnut 🍩|popcorn 🍿|coffee ☕|tea 🍵|beer 🍺|beers 🍻|wine_glass 🍷|champagne 🍾
  soccer ⚽|basketball 🏀|trophy 🏆|sports_medal 🏅|first_place_medal 🥇|second_place_medal 🥈|third_place_medal 🥉|dart 🎯
  game_die 🎲|jigsaw 🧩|art 🎨|musical_note 🎵|guitar 🎸|headphones 🎧|car 🚗|bus 🚌|ambulance 🚑|fire_engine 🚒|police_car 🚓
  truck 🚚|bike 🚲|rotating_light 🚨|construction 🚧|airplane ✈️|rocket 🚀|ship 🚢|anchor ⚓|house 🏠|office 🏢|bank 🏦
  hospital 🏥|factory 🏭|classical_building 🏛️|stadium 🏟️|tent ⛺|mountain ⛰️|world_map 🗺️|watch ⌚|iphone 📱|computer 💻
  desktop_computer 🖥️|keyboard ⌨️|printer 🖨️|phone ☎️|telephone ☎️|telephone_receiver 📞|pager 📟|battery 🔋|electric_plug 🔌
  bulb 💡|flashlight 🔦|moneybag 💰|money_with_wings 💸|dollar 💵|euro 💶|pound 💷|yen 💴|coin 🪙|credit_card 💳|receipt 🧾
  gem 💎|scales ⚖️|balance_scale ⚖️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|link 🔗|paperclip 📎|magnet 🧲|ladder 🪜
  test_tube 🧪|microscope 🔬|telescope 🔭|pill 💊|syringe 💉|door 🚪|key 🔑|old_key 🗝️|lock 🔒|unlock 🔓|closed_lock_with_key 🔐
  shield 🛡️|bomb 💣|gift 🎁|balloon 🎈|tada 🎉|confetti_ball 🎊|ribbon 🎀|medal 🎖️|ticket 🎫|email 📧|e-mail 📧|envelope ✉️
  incoming_envelope 📨|envelope_with_arrow 📩|inbox_tray 📥|outbox_tray 📤|package 📦|mailbox 📫|mailbox_with_mail 📬|memo 📝
  pencil 📝|pencil2 ✏️|briefcase 💼|file_folder 📁|open_file_folder 📂|card_index_dividers 🗂️|date 📅|calendar 📆
  spiral_calendar_pad 🗓️|card_index 📇|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋
  pushpin 📌|round_pushpin 📍|straight_ruler 📏|scissors ✂️|wastebasket 🗑️|page_facing_up 📄|page_with_curl 📃|scroll 📜
  newspaper 📰|bookmark 🔖|bookmark_tabs 📑|label 🏷️|books 📚|book 📖|notebook 📓|ledger 📒|mag 🔍|mag_right 🔎|camera 📷
  movie_camera 🎥|tv 📺|radio 📻|loudspeaker 📢|mega 📣|bell 🔔|no_bell 🔕|speech_balloon 💬|thought_balloon 💭
  left_speech_bubble 🗨️|hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|clock1 🕐|clock3 🕒
  clock6 🕕|clock9 🕘|clock12 🕛|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
  heavy_multiplication_x ✖️|o ⭕|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|warning ⚠️|exclamation ❗|heavy_exclamation_mark ❗
  grey_exclamation ❕|question ❓|grey_question ❔|bangbang ‼️|interrobang ⁉️|information_source ℹ️|heavy_plus_sign ➕
  heavy_minus_sign ➖|heavy_division_sign ➗|heavy_dollar_sign 💲|currency_exchange 💱|recycle ♻️|infinity ♾️|sos 🆘|new 🆕|free 🆓
  up 🆙|ok 🆗|cool 🆒|id 🆔|abc 🔤|hash #️⃣|zero 0️⃣|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣
  keycap_ten 🔟|arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_upper_right ↗️|arrow_lower_right ↘️
  arrow_up_small 🔼|arrow_down_small 🔽|arrow_forward ▶️|arrow_backward ◀️|fast_forward ⏩|rewind ⏪|double_vertical_bar ⏸️
  black_square_for_stop ⏹️|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|arrows_counterclockwise 🔄|arrows_clockwise 🔃|repeat 🔁
  twisted_rightwards_arrows 🔀|back 🔙|end 🔚|soon 🔜|top 🔝|red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡
  large_green_circle 🟢|large_blue_circle 🔵|blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|large_red_square 🟥
  large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦|white_large_square ⬜
  black_large_square ⬛|small_red_triangle 🔺|small_red_triangle_down 🔻|small_blue_diamond 🔹|small_orange_diamond 🔸
  large_blue_diamond 🔷|large_orange_diamond 🔶|radio_button 🔘|black_small_square ▪️|white_small_square ▫️
  checkered_flag 🏁|triangular_flag_on_post 🚩|waving_white_flag 🏳️|waving_black_flag 🏴|us 🇺🇸|flag-us 🇺🇸|cn 🇨🇳|flag-cn 🇨🇳
  gb 🇬🇧|flag-gb 🇬🇧|de 🇩🇪|flag-de 🇩🇪|fr 🇫🇷|flag-fr 🇫🇷|jp 🇯🇵|flag-jp 🇯🇵|flag-eu 🇪🇺
  `
    .trim()
    .split(/[\n|]/)
    .map((entry) => entry.trim().split(' ')),
);

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];

/** The emoji of a short name ("tada"), with a skin tone ("2" to "6") where one was given; null for a name not known. */
export function emojiOf(name: string, tone?: string): string | null {
  if (!Object.hasOwn(NAMES, name)) return null;
  const emoji = NAMES[name] ?? null;
  return emoji === null || tone === undefined
    ? emoji
    : `${emoji.replace('\ufe0f', '')}${TONES[Number(tone) - 2] ?? ''}`;
}

/** A plain_text with its short names drawn, as Slack does unless `emoji` is false. */
export function withEmoji(text: string): string {
  return text.replace(
    /:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g,
    (whole, name: string, tone?: string) => emojiOf(name, tone) ?? whole,
  );
}
