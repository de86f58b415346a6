namespace Recall.App.Pages;

/// <summary>The look of all pages.</summary>
internal static class PageStyle
{
    public const string Text =
        """
        :root{--ink:#1c2430;--soft:#5b6675;--line:#e3e7ec;--ground:#f5f7f9;--card:#fff;--accent:#0f6b5c;--on-accent:#fff;--focus:#f59e0b;
        --seed:#94a3b8;--growth:#4ade80;--mature:#0f9d76;--dormant:#f0a83a;--lost:#d9594c;--not-scored-yet:#c4b5fd}
        @media(prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#9aa7b6;--line:#2b3540;--ground:#12171d;--card:#1a2129;--accent:#4fc3a9;--on-accent:#0d1a17}}
        *{box-sizing:border-box}
        body{margin:0;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--ground)}
        main{max-width:58rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
        main.narrow{max-width:30rem;padding-top:14vh}
        h1{font-size:1.75rem;line-height:1.25;margin:0}
        h2{font-size:1.05rem;margin:0 0 .9rem}
        h3{font-size:1rem;margin:0}
        p{margin:.4rem 0}
        a{color:var(--accent)}
        .soft{color:var(--soft)}
        .small{font-size:.875rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem 1.4rem;margin-top:1.25rem}
        .card h2:not(:first-child){margin-top:1.4rem}
        article+article{border-top:1px solid var(--line);margin-top:1.1rem;padding-top:1.1rem}
        h3 .small{font-weight:400;margin-left:.4rem}
        .narrow .card{padding:2rem 1.75rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:1rem;margin-top:1.5rem}
        .figures .card{margin:0;padding:1rem 1.2rem}
        .figures b{display:block;font-size:1.6rem;line-height:1.3;font-variant-numeric:tabular-nums}
        .stages{display:grid;grid-template-columns:max-content 1fr max-content max-content;gap:.5rem 1rem;align-items:center;font-variant-numeric:tabular-nums}
        .stages i{height:.8rem;border-radius:.4rem;min-width:.2rem}
        .stages span:nth-child(4n),.stages span:nth-child(4n+3){text-align:right}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:.8rem 0 0}
        dt{color:var(--soft)}
        dd{margin:0;font-variant-numeric:tabular-nums}
        .links{list-style:none;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.4rem 1.5rem}
        button{font:inherit;font-weight:600;width:100%;margin-top:1.25rem;padding:.75rem 1.4rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on-accent);cursor:pointer}
        button:hover{filter:brightness(1.08)}
        button:focus-visible,a:focus-visible{outline:3px solid var(--focus);outline-offset:3px;border-radius:.25rem}
        .text h1{margin-bottom:1rem}.text h2{font-size:1.25rem;margin:2rem 0 .6rem}.text h3{margin:1.4rem 0 .4rem}
        .text table{border-collapse:collapse;display:block;overflow-x:auto;margin:1rem 0}
        .text th,.text td{border:1px solid var(--line);padding:.35rem .7rem;text-align:left;vertical-align:top}
        .text pre{overflow-x:auto;background:var(--ground);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;font-size:.85rem;line-height:1.5}
        .text code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
        @media(max-width:34rem){.stages{grid-template-columns:max-content 1fr max-content}.stages span:nth-child(4n){display:none}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
        """;
}
